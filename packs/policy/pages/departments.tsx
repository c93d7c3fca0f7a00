import { Empty } from '#web/elements/empty.tsx'
import { ref } from '#web/fields/ref.tsx'
import type { Department, DutyGroup } from '../reading/types.ts'
import { sureness } from './choices.ts'
import type { Review } from './use-review.ts'
import { say } from './words.ts'

/** 部门与职责: each department that the policy names, the company's unit it means, and its groups of duties. */
export function Departments({ review: { view, reading, decisions, decide } }: { review: Review }) {
  const { departments } = reading.findings
  if (departments.length === 0) return <Empty words={say('departments.none')} />
  return (
    <>
      <p className="quiet review-line">{say('departments.line')}</p>
      <div className="departments">
        {departments.map((department) => (
          <DepartmentCard
            key={department.anchor}
            department={department}
            labels={view.labels}
            unit={decisions.units[department.name] ?? null}
            dropped={decisions.dropped}
            onUnit={(unit) => decide({ units: { ...decisions.units, [department.name]: unit } })}
            onDrop={(anchor, isDropped) =>
              decide({
                dropped: isDropped ? [...decisions.dropped, anchor] : decisions.dropped.filter((one) => one !== anchor),
              })
            }
          />
        ))}
      </div>
    </>
  )
}

interface CardProps {
  department: Department
  labels: Record<string, string>
  unit: string | null
  dropped: readonly string[]
  onUnit(unit: string | null): void
  onDrop(anchor: string, isDropped: boolean): void
}

function DepartmentCard({ department, labels, unit, dropped, onUnit, onDrop }: CardProps) {
  const id = `unit-${department.anchor}`
  return (
    <section className="department" aria-label={department.name}>
      <header>
        <h2>{department.name}</h2>
        <span className="small quiet">{say(`sure.${sureness(department.confidence)}`)}</span>
      </header>
      <div className="department-unit">
        <label htmlFor={id} className="small quiet">
          {say('departments.unit')}
        </label>
        <ref.Edit
          field={{
            name: 'unit',
            kind: 'ref',
            to: 'unit',
            label: say('departments.unit'),
            required: false,
            derived: false,
          }}
          value={unit}
          labels={labels}
          id={id}
          onChange={(next) => onUnit(typeof next === 'string' ? next : null)}
        />
        {unit === null && <p className="small warn-words">{say('departments.unmatched')}</p>}
      </div>
      <ul>
        {department.groups.map((group) => (
          <Group key={group.anchor} group={group} isDropped={dropped.includes(group.anchor)} onDrop={onDrop} />
        ))}
      </ul>
    </section>
  )
}

function Group({ group, isDropped, onDrop }: { group: DutyGroup; isDropped: boolean; onDrop: CardProps['onDrop'] }) {
  return (
    <li className={isDropped ? 'duty-group dropped' : 'duty-group'}>
      <details>
        <summary>
          <span>{group.name}</span>
          <span className="small quiet">
            {isDropped ? say('departments.dropped') : say('departments.duties', { n: group.duties.length })}
          </span>
        </summary>
        <p className="quote">{say('departments.from', { words: group.words })}</p>
        <button type="button" className="button small" onClick={() => onDrop(group.anchor, !isDropped)}>
          {say(isDropped ? 'departments.keep' : 'departments.drop')}
        </button>
      </details>
    </li>
  )
}
