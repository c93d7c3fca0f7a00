/** Line drawings on a 20 × 20 ground, one stroke weight. */
const paths = {
  home: 'M3 9.5 10 4l7 5.5V16a1 1 0 0 1-1 1h-3.5v-5h-5v5H4a1 1 0 0 1-1-1z',
  inbox: 'M3 11.5 5.2 4h9.6L17 11.5V16H3zM3 11.5h4l1 2h4l1-2h4',
  plus: 'M10 4v12M4 10h12',
  bell: 'M5.5 13.5V9a4.5 4.5 0 0 1 9 0v4.5L16 15H4zM8.5 17h3',
  person: 'M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4M3.8 17c.6-3.2 3-5 6.2-5s5.600 1.800 6.200 5',
  search: 'M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11M13 13l4 4',
  down: 'm5.500 8 4.500 4.500L14.500 8',
  right: 'm8 5.500 4.500 4.500L8 14.500',
  left: 'm12 5.500-4.500 4.500 4.500 4.500',
  close: 'm5 5 10 10M15 5 5 15',
  check: 'm4 10.500 4 4 8-9',
  sun: 'M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6M10 2.500v2M10 15.500v2M2.500 10h2M15.500 10h2M4.700 4.700l1.400 1.400M13.900 13.900l1.400 1.400M4.700 15.300l1.400-1.400M13.900 6.100l1.400-1.400',
  moon: 'M16 12.200A6.500 6.500 0 0 1 7.800 4a6.500 6.500 0 1 0 8.200 8.200',
  device: 'M3 4.500h14v9H3zM7.500 17h5M10 13.500V17',
  leave: 'M8 4H4v12h4M12 6.500l3.500 3.500-3.500 3.500M15 10H7.500',
  list: 'M4 5.500h12M4 10h12M4 14.500h12',
  board: 'M3.500 4h3.700v12H3.500zM8.200 4h3.700v8H8.200zM12.900 4h3.700v10h-3.700z',
  dense: 'M4 4.500h12M4 8.200h12M4 11.800h12M4 15.500h12',
  filter: 'M3.500 5h13l-5 6v4.500l-3 1.500V11z',
  file: 'M5 3h6.500L15 6.500V17H5zM11.500 3v3.500H15',
  download: 'M10 4v9M6.500 9.500 10 13l3.500-3.500M4 13v3.500h12V13',
  upload: 'M10 13V4M6.500 7.500 10 4l3.500 3.500M4 13v3.500h12V13',
  flow: 'M3 4h5v4H3zM12 12h5v4h-5zM5.500 8v6H12M14.500 12V6H8',
  warn: 'M10 3.500 17.500 16h-15zM10 8v3.500M10 13.600v.2',
  help: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14M7.800 8a2.200 2.200 0 1 1 3.300 1.900c-.8.5-1.100.9-1.100 1.700M10 13.700v.2',
  fold: 'M3.500 4h13v12h-13zM8 4v12',
  trash: 'M4.500 6h11M8 6V4h4v2M6 6l.7 10.500h6.600L14 6',
  back: 'M9 5 4 10l5 5M4 10h12.500',
  book: 'M4 4.500c2-.8 4-.8 6 .5 2-1.300 4-1.300 6-.5V16c-2-.8-4-.8-6 .5-2-1.300-4-1.300-6-.5zM10 5v11.500',
  undo: 'M7 5 3.500 8.500 7 12M3.500 8.500H12a4 4 0 0 1 0 8H8',
  key: 'M7 16.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7M9.500 10.500 16 4M13 7l2.500 2.500',
  up: 'm5.500 12.500 4.500-4.500 4.500 4.500',
} as const

export type IconName = keyof typeof paths

/** One drawing; it says nothing to a screen reader, so the button around it carries the word. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
