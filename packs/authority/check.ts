import type { Directory } from '#kernel/identity/directory.ts'
import { sayConditions } from './dmn.ts'
import { holders, placeOf } from './route.ts'
import {
  type AuthorityRow,
  type AuthorityTable,
  type Condition,
  conditionNames,
  conditions,
  letters,
  lettersOf,
  type Places,
  type Seat,
  seatNames,
  seats,
} from './table.ts'
import { any, covers, readTest, type Test } from './words.ts'

/** Something about a table that its keeper should see: an `error` cannot be published. `row` counts from 0. */
export interface TableProblem {
  readonly level: 'error' | 'warning'
  readonly row: number | null
  readonly column: string | null
  readonly words: string
}

/**
 * What is wrong with an edition: cells that cannot be read, names that the organisation does not have, rows without an
 * approval or that nothing can reach, amounts that no row covers, seats that are vacant today.
 * @param matters the matters that forms ask about; others are a warning
 */
export function checkTable(table: AuthorityTable, directory: Directory, matters: readonly string[]): TableProblem[] {
  const found = [
    ...table.rows.flatMap((row, index) => rowProblems(row, index, directory)),
    ...unused(table.rows, matters),
    ...unreachable(table.rows),
    ...gaps(table.rows),
    ...vacancies(table, directory),
  ]
  return [...found.filter(({ level }) => level === 'error'), ...found.filter(({ level }) => level === 'warning')]
}

const problem = (
  level: TableProblem['level'],
  row: number | null,
  column: string | null,
  words: string,
): TableProblem => ({ level, row, column, words: row === null ? words : `第 ${row + 1} 行：${words}` })

function rowProblems(row: AuthorityRow, index: number, directory: Directory): TableProblem[] {
  const named = [...directory.units.values()].some((unit) => unit.name === row.owner)
  const ownerActs = lettersOf(row.does.owner).length > 0
  const approves = seatNames.some((seat) => lettersOf(row.does[seat]).includes('批'))
  return [
    ...(row.matter.trim() === '' ? [problem('error', index, 'matter', '没有写事项')] : []),
    ...unread(row, index),
    ...(row.owner && !named ? [problem('error', index, 'unit', `没有叫“${row.owner}”的部门`)] : []),
    ...(ownerActs && !row.owner ? [problem('error', index, 'unit', '归口部门要办，但没有写是哪个部门')] : []),
    ...seatNames.flatMap((seat) => letterProblems(row, index, seat)),
    ...(approves ? [] : [problem('error', index, null, '没有人批准')]),
  ]
}

/** Matters that no form asks about: said once for each. */
const unused = (rows: readonly AuthorityRow[], matters: readonly string[]) =>
  [...new Set(rows.map((row) => row.matter.trim()))]
    .filter((matter) => matter !== '' && !matters.includes(matter))
    .map((matter) => problem('warning', null, 'matter', `“${matter}”还没有单据用到，先留着也可以`))

const unread = (row: AuthorityRow, index: number) =>
  conditionNames
    .filter((name) => readTest(name, row.when[name]) === undefined)
    .map((name) =>
      problem(
        'error',
        index,
        name,
        `“${conditions[name].label}”里的“${row.when[name]}”读不懂，可以写成${examples[name]}`,
      ),
    )

const examples: Readonly<Record<Condition, string>> = {
  days: '≤3 天、>3 天、1～3 天',
  amount: '≤5 万元、>50 万元、2,000 元以内',
  grade: 'A 级',
  budgeted: '是、否',
  kind: '合同已批',
  starterIsHead: '是、否',
}

/** 备 and 印 belong to the owner unit, 核 to finance. */
function letterProblems(row: AuthorityRow, index: number, seat: Seat): TableProblem[] {
  const allowed = seat === 'owner' ? '审会批备印' : seat === 'finance' ? '审会批核' : '审会批'
  return lettersOf(row.does[seat])
    .filter((letter) => !allowed.includes(letter))
    .map((letter) => {
      const known = Object.hasOwn(letters, letter)
      return problem(
        'error',
        index,
        seat,
        `“${seats[seat]}”这一列不能写“${letter}”${known ? '' : '，只能写审、会、批等字'}`,
      )
    })
}

/** The tests of a row, column by column; none when one cell cannot be read: it is named already. */
function testsOf(row: AuthorityRow): Test[] | undefined {
  const tests = conditionNames.map((name) => readTest(name, row.when[name]))
  return tests.every((test) => test !== undefined) ? tests : undefined
}

/** A row behind another one that applies whenever it would is never asked. */
function unreachable(rows: readonly AuthorityRow[]): TableProblem[] {
  const tests = rows.map(testsOf)
  const reaches = (wide: Test[] | undefined, narrow: Test[] | undefined) =>
    wide !== undefined && narrow !== undefined && wide.every((test, column) => covers(test, narrow[column] ?? any))
  return rows.flatMap((row, index) => {
    const before = rows.findIndex(
      (other, at) => at < index && other.matter === row.matter && reaches(tests[at], tests[index]),
    )
    return before === -1 ? [] : [problem('error', index, null, `永远用不到：第 ${before + 1} 行已经管住了这些情形`)]
  })
}

/** Rows of one matter that differ only in a number, and leave the large ones to nobody. */
function gaps(rows: readonly AuthorityRow[]): TableProblem[] {
  return [...Map.groupBy(rows, (row) => row.matter)].flatMap(([matter, group]) =>
    (['days', 'amount'] as const).flatMap((name) => {
      const tests = group.map((row) => readTest(name, row.when[name]) ?? any)
      const open = tests.some((test) => test.is === 'any' || (test.is === 'range' && !test.high))
      if (open) return []
      const last = rows.lastIndexOf(group.at(-1)!)
      const words = `“${matter}”${conditions[name].label}再大就没有对应的行了，这样的单子交不上去`
      return [problem('warning', last, name, words)]
    }),
  )
}

function vacancies({ rows, places }: AuthorityTable, directory: Directory): TableProblem[] {
  const used = (seat: Seat) => rows.some((row) => lettersOf(row.does[seat]).length > 0)
  const seated = (['finance', 'accountant', 'manager', 'board'] as const).filter(used).flatMap((seat) => {
    const words = vacant(directory, places[seat], seats[seat])
    return words ? [problem('warning', null, seat, words)] : []
  })
  const owners = [...new Set(rows.flatMap((row) => row.owner ?? []))]
  const headless = owners
    .filter((name) => [...directory.units.values()].some((unit) => unit.name === name))
    .filter((name) => holders(directory, placeOf({ unit: name })).length === 0)
    .map((name) => problem('warning', null, 'unit', `${name}现在没有负责人，送到那里的单子会按规则改送`))
  return [...seated, ...headless]
}

function vacant(
  directory: Directory,
  place: Places[keyof Omit<Places, 'handlers'>],
  label: string,
): string | undefined {
  if (!place) return `没有写“${label}”由谁担任`
  return holders(directory, placeOf(place)).length === 0 ? `${label}现在空缺，送到那里的单子会按规则改送` : undefined
}

/** A row in one phrase: 「采购：≤5 万元，预算内」. */
export const sayRow = (row: AuthorityRow) => [row.matter, sayConditions(row)].filter(Boolean).join('：')
