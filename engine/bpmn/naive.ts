import type { Block, Named } from './blocks.ts'

/**
 * A second, simple-minded engine for processes in blocks, to hold the real one against. It knows no tokens, gateways or
 * flows: each block is a small machine that says what could happen in it and tells when it is over, as the standard
 * describes the block as a whole (BPMN 2.0.2, chapter 13).
 */
export interface Naive {
  status(): 'running' | 'ended' | 'cancelled' | 'suspended'
  /** What may happen now, such as `complete n01`, in order of the words; nothing while it is suspended. */
  offers(): string[]
  take(offer: string, answer: number): void
  suspend(): void
  resume(): void
  cancel(): void
}

/** Something that could happen now. */
type Offer = { words: string; take: () => void }
/** A block at work. Whoever holds it drops it when it is over or interrupted. */
type Live = { offers: () => Offer[] }
/** A level of the process: work that hangs beside the flow must be over, too, before the level is. */
type Level = { beside: Live[]; isThrough: boolean; over: () => void }
/** What all blocks share: the last answer. */
type World = { answer: number }

const nothing: Live = { offers: () => [] }

/** Starts a process that consists of one block. */
export function playNaively(block: Named): Naive {
  const world: World = { answer: 0 }
  let status: ReturnType<Naive['status']> = 'running'
  const top = openLevel(block, world, () => {
    status = 'ended'
  })
  const all = () => (status === 'running' ? top.offers() : [])
  return {
    status: () => status,
    offers: () =>
      all()
        .map(({ words }) => words)
        .sort(),
    take: (offer, answer) => {
      const found = all().find(({ words }) => words === offer)
      if (offer.startsWith('complete')) world.answer = answer
      found?.take()
    },
    suspend: () => {
      status = 'suspended'
    },
    resume: () => {
      status = 'running'
    },
    cancel: () => {
      status = 'cancelled'
    },
  }
}

/** A level is over when its block is through and nothing hangs beside it any more. */
function openLevel(block: Named, world: World, over: () => void): Live {
  const level: Level = { beside: [], isThrough: false, over }
  const inner = begin(block, world, level, () => {
    level.isThrough = true
    close(level)
  })
  return {
    offers: () => [...(level.isThrough ? [] : inner.offers()), ...level.beside.flatMap((live) => live.offers())],
  }
}

function close(level: Level): void {
  if (level.isThrough && level.beside.length === 0) level.over()
}

function begin(block: Named, world: World, level: Level, done: () => void): Live {
  switch (block.is) {
    case 'task':
      return waitFor(`complete ${block.id}`, done)
    case 'pass':
      done()
      return nothing
    case 'sequence':
      return inTurn(block.parts as Named[], world, level, done)
    case 'and':
      return together(block.parts as Named[], world, level, done)
    case 'xor':
      return begin((block.parts[world.answer] ?? block.parts[0]) as Named, world, level, done)
    case 'or':
      return together(chosen(block.parts as Named[], world.answer), world, level, done)
    case 'loop':
      return repeat(block as Named & { body: Block }, world, level, done)
    case 'sub':
      return openLevel(block.body as Named, world, done)
    case 'watched':
      return watch(block, world, level, done)
    case 'multi':
      return many(block, world, level, done)
    case 'race':
      return race(block, world, level, done)
  }
}

const waitFor = (words: string, take: () => void): Live => ({ offers: () => [{ words, take }] })

/** Something that is replaced as it goes on, also while it is only being begun. */
function changing(): { live: Live; become: (make: () => Live) => void } {
  let current = nothing
  let count = 0
  return {
    live: { offers: () => current.offers() },
    become: (make) => {
      count += 1
      const mine = count
      current = nothing
      const made = make()
      if (count === mine) current = made
    },
  }
}

function inTurn(parts: Named[], world: World, level: Level, done: () => void): Live {
  const { live, become } = changing()
  const go = (index: number) =>
    become(() => {
      const part = parts[index]
      if (part) return begin(part, world, level, () => go(index + 1))
      done()
      return nothing
    })
  go(0)
  return live
}

function together(parts: Named[], world: World, level: Level, done: () => void): Live {
  let left = parts.length
  const lives = parts.map((part) => {
    const { live, become } = changing()
    become(() =>
      begin(part, world, level, () => {
        become(() => nothing)
        left -= 1
        if (left === 0) done()
      }),
    )
    return live
  })
  return { offers: () => lives.flatMap((live) => live.offers()) }
}

/** All whose condition holds; the default one where none does. */
function chosen(parts: Named[], answer: number): Named[] {
  const holding = parts.filter((_, index) => index > 0 && answer >= index)
  return holding.length > 0 ? holding : parts.slice(0, 1)
}

function repeat(block: Named & { body: Block }, world: World, level: Level, done: () => void): Live {
  const { live, become } = changing()
  const round = () =>
    become(() =>
      inTurn([block.body as Named, { is: 'task', id: `${block.id}-ask` }], world, level, () => {
        if (world.answer === 3) round()
        else {
          become(() => nothing)
          done()
        }
      }),
    )
  round()
  return live
}

function watch(block: Named & Extract<Block, { is: 'watched' }>, world: World, level: Level, done: () => void): Live {
  const { live, become } = changing()
  const urge = (after: () => void) => waitFor(`complete ${block.id}-urge`, after)
  let isSpent = false
  const event: Offer = {
    words: `${block.by} ${block.id}-t`,
    take: () => {
      if (block.interrupts) become(() => urge(finish))
      else hang(level, urge)
      isSpent = block.by === 'timer'
    },
  }
  const finish = () => {
    become(() => nothing)
    done()
  }
  become(() => {
    const inner = openLevel(block.body as Named, world, finish)
    return { offers: () => [...inner.offers(), ...(isSpent ? [] : [event])] }
  })
  return live
}

/** Work beside the flow of a level. */
function hang(level: Level, make: (after: () => void) => Live): void {
  const live: Live = make(() => {
    level.beside = level.beside.filter((other) => other !== live)
    close(level)
  })
  level.beside.push(live)
}

function many(block: Named & Extract<Block, { is: 'multi' }>, world: World, level: Level, done: () => void): Live {
  const { id, total, enough, sequential, tasks } = block
  const ids = tasks === 1 ? [id] : Array.from({ length: tasks }, (_, index) => `${id}-${index}`)
  const row = ids.map((one): Named => ({ is: 'task', id: one }))
  const { live, become } = changing()
  let complete = 0
  const begins = () => {
    const one = changing()
    one.become(() =>
      inTurn(row, world, level, () => {
        one.become(() => nothing)
        complete += 1
        if (complete === Math.min(enough, total)) {
          become(() => nothing)
          done()
        } else if (sequential) become(begins)
      }),
    )
    return one.live
  }
  become(() => {
    const lives = Array.from({ length: sequential ? 1 : total }, begins)
    return { offers: () => lives.flatMap((one) => one.offers()) }
  })
  return live
}

function race(block: Named & Extract<Block, { is: 'race' }>, world: World, level: Level, done: () => void): Live {
  const { live, become } = changing()
  const offers = block.parts.map((part, index) => ({
    words: `message ${block.id}-m${index}`,
    take: () =>
      become(() =>
        begin(part as Named, world, level, () => {
          become(() => nothing)
          done()
        }),
      ),
  }))
  become(() => ({ offers: () => offers }))
  return live
}
