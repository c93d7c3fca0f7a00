import { Empty } from '#web/elements/empty.tsx'
import type { Finding, Reading } from '../reading/types.ts'
import { tell } from './problem-words.ts'
import './problems.css'

/** 流程与指标: what else the clauses say, each with the words it came from and how sure that is. */
export function Found({ reading: { findings } }: { reading: Reading }) {
  const { stages, acts, periods, forms, indicators, supervision, appraisal, mentioned } = findings
  const sections = [
    ['found.stages', stages, (at: number) => stages[at]?.steps.map(({ name }) => name).join(' → ')],
    [
      'found.periods',
      periods,
      (at: number) => (periods[at]?.period.is === 'now-and-then' ? tell('period.now-and-then') : ''),
    ],
    ['found.forms', forms, (at: number) => forms[at]?.fields.join('、')],
    ['found.indicators', indicators, () => ''],
    ['found.supervision', supervision, () => ''],
    ['found.appraisal', appraisal, () => ''],
    ['found.mentioned', mentioned, () => ''],
    ['found.acts', acts, (at: number) => roleAndAct(tell(`role.${acts[at]?.role ?? 'carry'}`), acts[at]?.act ?? '')],
  ] as const
  const some = sections.filter(([, items]) => items.length > 0)
  if (some.length === 0) return <Empty words={tell('found.none')} />
  return (
    <div className="found">
      {some.map(([name, items, note]) => (
        <section key={name}>
          <h2>
            {tell(name)} <span className="count">{items.length}</span>
          </h2>
          <ul>
            {(items as readonly Finding[]).map((one, at) => (
              <Item key={`${one.anchor}${one.name}${one.words}${note(at)}`} finding={one} note={note(at) ?? ''} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

const roleAndAct = (role: string, act: string): string => (role === act ? role : `${role}：${act}`)

function Item({ finding, note }: { finding: Finding; note: string }) {
  const isSure = finding.confidence >= 0.75
  return (
    <li>
      <p>
        <b>{finding.name}</b>
        <span className="small">
          {note}
          {!isSure && <span className="look">{`${note === '' ? '' : ' · '}${tell('sure.look')}`}</span>}
        </span>
      </p>
      <p className="quiet">{finding.words}</p>
    </li>
  )
}
