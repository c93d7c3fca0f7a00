import type { Reading } from '../reading/types.ts'
import { tell } from './problem-words.ts'
import './problems.css'

export type ReviewTab = 'problems' | 'queue' | 'texts' | 'clauses' | 'corrections' | 'leftOut' | 'departments' | 'found'

/** What the reading says at a glance: 清洗, 结构, 重叠, 没有着落; each opens what it counts. */
export function ReviewSummary({ reading, onOpen }: { reading: Reading; onOpen(tab: ReviewTab): void }) {
  const { counts } = reading
  const places = (n: number) => (n > 0 ? tell('summary.places', { n }) : tell('summary.no'))
  const cleaned = cleanedOf(reading)
  return (
    <div className="review-summary">
      <Part
        title={tell('summary.overlaps')}
        big={places(counts.overlaps)}
        isBad={counts.overlaps > 0}
        onOpen={() => onOpen('problems')}
      >
        {topicsOf(reading, true)}
      </Part>
      <Part
        title={tell('summary.gaps')}
        big={places(counts.gaps)}
        isBad={counts.gaps > 0}
        onOpen={() => onOpen('problems')}
      >
        {topicsOf(reading, false)}
      </Part>
      <Part
        title={tell('summary.structure')}
        big={tell('summary.clauses', { n: counts.clauses })}
        onOpen={() => onOpen(counts.texts > 1 ? 'texts' : 'clauses')}
      >
        {structureOf(reading)}
      </Part>
      <Part
        title={tell('summary.cleaned')}
        big={places(counts.glosses + counts.mojibake + counts.lookAlikes)}
        onOpen={() => onOpen('corrections')}
      >
        {cleaned || tell('summary.clean')}
      </Part>
    </div>
  )
}

interface PartProps {
  title: string
  big: string
  isBad?: boolean
  children: string
  onOpen(): void
}

function Part({ title, big, isBad, children, onOpen }: PartProps) {
  return (
    <button type="button" className={isBad ? 'bad' : ''} onClick={onOpen}>
      <span className="small quiet">{title}</span>
      <b>{big}</b>
      <span className="small quiet">{children}</span>
    </button>
  )
}

const topicsOf = ({ problems }: Reading, overlaps: boolean): string =>
  problems
    .filter(({ kind }) => (kind === 'overlap') === overlaps)
    .slice(0, 4)
    .map(({ topic }) => topic.split(/[、：]/)[0])
    .join('、')

const structureOf = ({ counts }: Reading): string =>
  [
    ...(counts.texts > 1 ? [tell('summary.texts', { n: counts.texts, kept: counts.keptTexts })] : []),
    ...(['chapters', 'departments', 'stages', 'supervision', 'appraisal'] as const)
      .filter((one) => counts[one] > 0)
      .map((one) => tell(`summary.${one}`, { n: counts[one] })),
    ...(counts.dutyGroups > 0 ? [tell('summary.groups', { n: counts.dutyGroups })] : []),
  ].join('，')

const cleanedOf = ({ counts }: Reading): string =>
  [
    ...(['glosses', 'mojibake', 'lookAlikes'] as const)
      .filter((one) => counts[one] > 0)
      .map((one) => tell(`summary.${one}`, { n: counts[one] })),
    ...(counts.traditional > 0 ? [tell('summary.traditional')] : []),
    ...(counts.leftOutLines > 0 ? [tell('summary.left', { n: counts.leftOutLines })] : []),
  ].join('，')
