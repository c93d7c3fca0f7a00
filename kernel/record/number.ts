/**
 * The counter and the text of a record's number. A pattern has parts in braces: {yyyy} {yy} {MM} {dd} and one {seq:N}, a
 * count of N digits that begins anew whenever the rest of the number changes.
 * @param day the day in the company's zone, 'YYYY-MM-DD'
 */
export function numberParts(
  record: string,
  pattern: string,
  day: string,
): { counter: string; format(value: number): string } {
  const [year = '', monthOfYear = '', dayOfMonth = ''] = day.split('-')
  const filled = pattern
    .replaceAll('{yyyy}', year)
    .replaceAll('{yy}', year.slice(2))
    .replaceAll('{MM}', monthOfYear)
    .replaceAll('{dd}', dayOfMonth)
  return {
    counter: `${record} ${filled}`,
    format: (value) =>
      filled.replace(/\{seq:(\d+)\}/, (_, digits: string) => String(value).padStart(Number(digits), '0')),
  }
}
