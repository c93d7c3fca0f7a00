/**
 * The cloth that is the mark of the product: strands down (经) and across (纬), over and under in turn, one strand
 * across in 藤黄. `strands` across each way, one unit of 8 a strand; the logo has three, the sign-in page many.
 */
export function Weave({ columns, rows, gold, label }: { columns: number; rows: number; gold: number; label?: string }) {
  const width = columns * pitch
  const height = rows * pitch
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className="weave"
      preserveAspectRatio="xMidYMid slice"
      role={label ? 'img' : 'presentation'}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {range(columns).map((column) => (
        <rect key={column} className="warp" x={column * pitch + gap} y={0} width={thick} height={height} rx={1} />
      ))}
      {range(rows).map((row) => (
        <rect
          key={row}
          className={row === gold ? 'weft gold' : 'weft'}
          x={0}
          y={row * pitch + gap}
          width={width}
          height={thick}
          rx={1}
        />
      ))}
      {range(rows).flatMap((row) =>
        range(columns)
          .filter((column) => (row + column) % 2 === 0)
          .map((column) => (
            <rect
              key={`${row}-${column}`}
              className="warp over"
              x={column * pitch + gap}
              y={row * pitch}
              width={thick}
              height={pitch}
            />
          )),
      )}
    </svg>
  )
}

/** The mark in the top bar: three strands each way. */
export function Logo({ size = 26, label }: { size?: number; label?: string }) {
  return (
    <span className="logo" style={{ width: size, height: size }}>
      <Weave columns={3} rows={3} gold={1} {...(label ? { label } : {})} />
    </span>
  )
}

const pitch = 8
const thick = 5.4
const gap = (pitch - thick) / 2
const range = (length: number) => Array.from({ length }, (_, index) => index)
