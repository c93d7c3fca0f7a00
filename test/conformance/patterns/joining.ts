import { and, complex, ends, flows, model, or, passes, starts, sub, tasks, terminates, xor } from './draw.ts'
import type { Pattern } from './pattern.ts'

/** Joins that go on before all branches have come, or on another condition than all of them (WCP-29 to 42). */
export const joining: readonly Pattern[] = [
  {
    id: 29,
    name: 'Cancelling Discriminator',
    model: model(
      starts() +
        sub(
          'race',
          starts('rs') +
            and('fork') +
            tasks('a b') +
            terminates('won') +
            flows('rs > fork > a > won', 'fork > b > won'),
        ) +
        tasks('c') +
        ends() +
        flows('s > race > c > e'),
    ),
    play: [
      { start: true, open: 'a b' },
      { complete: 'b', open: 'c' },
      { refused: 'a', open: 'c' },
      { complete: 'c', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 30,
    name: 'Structured Partial Join',
    model: model(
      starts() +
        and('fork') +
        tasks('a b c d') +
        complex('two', 'activationCount >= 2') +
        ends() +
        flows('s > fork > a > two > d > e', 'fork > b > two', 'fork > c > two'),
    ),
    play: [
      { start: true, open: 'a b c' },
      { complete: 'c', open: 'a b' },
      { complete: 'a', open: 'b d' },
      { complete: 'b', open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
    entered: { d: 1 },
  },
  {
    id: 32,
    name: 'Cancelling Partial Join',
    model: model(
      starts() +
        sub(
          'race',
          starts('rs') +
            and('fork') +
            tasks('a b c') +
            complex('two', 'activationCount >= 2') +
            terminates('won') +
            flows('rs > fork > a > two > won', 'fork > b > two', 'fork > c > two'),
        ) +
        tasks('d') +
        ends() +
        flows('s > race > d > e'),
    ),
    play: [
      { start: true, open: 'a b c' },
      { complete: 'c', open: 'a b' },
      { complete: 'a', open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 33,
    name: 'Generalised AND-Join',
    // One side comes twice before the other comes once: what came is kept for its partner.
    model: model(
      starts() +
        and('fork join') +
        xor('left right') +
        tasks('a1 a2 b1 b2 d') +
        ends() +
        flows(
          's > fork > a1 > left > join > d > e',
          'fork > a2 > left',
          'fork > b1 > right > join',
          'fork > b2 > right',
        ),
    ),
    play: [
      { start: true, open: 'a1 a2 b1 b2' },
      { complete: 'a1', open: 'a2 b1 b2' },
      { complete: 'a2', open: 'b1 b2' },
      { complete: 'b1', open: 'b2 d' },
      { complete: 'b2', open: 'd d' },
      { complete: 'd', open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
    entered: { d: 2 },
  },
  {
    id: 37,
    name: 'Local Synchronizing Merge',
    model: model(
      starts() +
        or('gate join') +
        xor('more') +
        tasks('a b c d') +
        ends('e f') +
        flows('s > gate > a [x > 0] > join > d > e', 'gate > b [x > 1] > more > join [y = 1]', 'more > c [y != 1] > f'),
    ),
    vars: { x: 2, y: 0 },
    play: [
      { start: true, open: 'a b' },
      { complete: 'a', open: 'b' },
      // The second branch turns away from the join: nothing can come any more.
      { complete: 'b', open: 'c d' },
      { complete: 'd', open: 'c' },
      { complete: 'c', open: '' },
    ],
    status: 'ended',
    entered: { d: 1 },
  },
  {
    id: 38,
    name: 'General Synchronizing Merge',
    model: model(
      starts() +
        and('fork') +
        or('join') +
        xor('in again') +
        tasks('a b d') +
        ends() +
        flows('s > fork > a > join > d > e', 'fork > in > b > again > in [more]', 'again > join [not(more)]'),
    ),
    vars: { more: true },
    play: [
      { start: true, open: 'a b' },
      { complete: 'a', open: 'b' },
      { complete: 'b', vars: { more: true }, open: 'b' },
      { complete: 'b', vars: { more: false }, open: 'd' },
      { complete: 'd', open: '' },
    ],
    status: 'ended',
    entered: { d: 1, b: 2 },
  },
  {
    id: 41,
    name: 'Thread Merge',
    model: model(
      starts() +
        and('fork') +
        xor('merge') +
        tasks('a b') +
        tasks('c', '', 'startQuantity="2"') +
        ends() +
        flows('s > fork > a > merge > c > e', 'fork > b > merge'),
    ),
    play: [
      { start: true, open: 'a b' },
      { complete: 'a', open: 'b' },
      { complete: 'b', open: 'c' },
      { complete: 'c', open: '' },
    ],
    status: 'ended',
  },
  {
    id: 42,
    name: 'Thread Split',
    model: model(
      starts() +
        tasks('a', '', 'completionQuantity="3"') +
        tasks('b') +
        passes('p') +
        ends() +
        flows('s > a > p > b > e'),
    ),
    play: [
      { start: true, open: 'a' },
      { complete: 'a', open: 'b b b' },
      { complete: 'b', open: 'b b' },
      { complete: 'b', open: 'b' },
      { complete: 'b', open: '' },
    ],
    status: 'ended',
  },
]
