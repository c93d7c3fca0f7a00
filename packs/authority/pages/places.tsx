import type { Place, Places } from '../table.ts'
import type { TableView } from '../views.ts'
import { say } from './words.ts'

const seats = ['finance', 'checker', 'accountant', 'manager', 'board'] as const
const kinds = ['unit', 'position', 'role', 'committee'] as const
type Kind = (typeof kinds)[number]

interface SeatingProps {
  view: TableView
  places: Places
  /** Absent where the places are only read. */
  onChange?: (places: Places) => void
}

/** 席位由谁坐: whom each column stands for in this company; part of an edition like its rows. */
export function Seating({ view, places, onChange }: SeatingProps) {
  const owners = [
    ...new Set(view.table.rows.flatMap(({ owner, does }) => (owner && does.owner?.includes('印') ? owner : []))),
  ]
  const labelOf = (seat: (typeof seats)[number]) =>
    seat === 'checker' ? say('check') : (view.columns.find(({ name }) => name === seat)?.label ?? seat)
  return (
    <section className="authority-seating" aria-labelledby="authority-seating">
      <h2 id="authority-seating">{say('seating')}</h2>
      <p className="quiet small">{say('seatingLine')}</p>
      <ul>
        {seats.map((seat) => (
          <Seat
            key={seat}
            view={view}
            label={labelOf(seat)}
            place={places[seat]}
            {...(onChange ? { onChange: (place: Place) => onChange({ ...places, [seat]: place }) } : {})}
          />
        ))}
        {owners.map((owner) => (
          <Seat
            key={owner}
            view={view}
            label={say('handlerOf', { unit: owner })}
            place={places.handlers?.[owner]}
            {...(onChange
              ? {
                  onChange: (place: Place) => onChange({ ...places, handlers: { ...places.handlers, [owner]: place } }),
                }
              : {})}
          />
        ))}
      </ul>
      <p className="quiet small">{say('conditionsLine')}</p>
    </section>
  )
}

interface SeatProps {
  view: TableView
  label: string
  place: Place | undefined
  onChange?: (place: Place) => void
}

function Seat({ view, label, place, onChange }: SeatProps) {
  const kind = kinds.find((one) => place && one in place) ?? 'position'
  const value = place ? (Object.values(place)[0] as string) : ''
  const options = view.seatings[kind]
  if (!onChange)
    return (
      <li>
        <span>{label}</span>
        <span>
          {place ? `${say(kind)}：${options.find((one) => one.value === value)?.label ?? value}` : say('nobody')}
        </span>
      </li>
    )
  const known = options.some((one) => one.value === value)
  return (
    <li>
      <span>{label}</span>
      <select
        className="input"
        aria-label={say('seatKind', { seat: label })}
        value={kind}
        onChange={(event) => onChange(placeOf(event.target.value as Kind, ''))}
      >
        {kinds.map((one) => (
          <option key={one} value={one}>
            {say(one)}
          </option>
        ))}
      </select>
      <select
        className="input"
        aria-label={say('seatWho', { seat: label })}
        value={value}
        onChange={(event) => onChange(placeOf(kind, event.target.value))}
      >
        {!known && <option value={value}>{value || say('pick')}</option>}
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </li>
  )
}

const placeOf = (kind: Kind, of: string) => ({ [kind]: of }) as unknown as Place
