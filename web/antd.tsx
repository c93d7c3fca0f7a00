import { DatePicker as AntDatePicker, Select as AntSelect, ConfigProvider, theme } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import dayjs, { type Dayjs } from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ComponentProps, type ReactNode, useSyncExternalStore } from 'react'
import { useTheme } from './theme.ts'
import { tokens } from './tokens.ts'

dayjs.locale('zh-cn')

interface PickerProps {
  kind: 'date' | 'month' | 'time'
  id: string
  value: string | null
  invalid?: boolean
  describedBy?: string | undefined
  placeholder: string
  onChange(value: string | null): void
}

/** A day ('YYYY-MM-DD'), a month ('YYYY-MM') or an instant (ISO) from a calendar. */
export function DatePicker({ kind, id, value, invalid, describedBy, placeholder, onChange }: PickerProps) {
  const at = value ? dayjs(value) : null
  const give = (day: Dayjs | null) => onChange(day ? spell(kind, day) : null)
  return (
    <Themed>
      <AntDatePicker
        id={id}
        className="picker"
        aria-describedby={describedBy}
        picker={kind === 'month' ? 'month' : 'date'}
        showTime={kind === 'time' ? { format: 'HH:mm' } : false}
        format={shown[kind]}
        value={at?.isValid() ? at : null}
        placeholder={placeholder}
        {...(invalid ? { status: 'error' as const } : {})}
        onChange={(day) => give(day as Dayjs | null)}
      />
    </Themed>
  )
}

type SelectProps = Pick<
  ComponentProps<typeof AntSelect<string>>,
  'id' | 'options' | 'value' | 'placeholder' | 'loading' | 'onChange' | 'notFoundContent' | 'status' | 'optionRender'
> & { onSearch(words: string): void; label?: string; describedBy?: string | undefined }

/** A searchable choice among rows that the server finds. */
export function Select({ label, describedBy, onSearch, ...props }: SelectProps) {
  return (
    <Themed>
      <AntSelect<string>
        {...props}
        className="picker"
        showSearch={{ filterOption: false, onSearch }}
        allowClear
        aria-label={label}
        aria-describedby={describedBy}
        popupMatchSelectWidth={false}
      />
    </Themed>
  )
}

/** The library's parts in our colours; the only place where it is imported. */
function Themed({ children }: { children: ReactNode }) {
  const name = useTheme()
  const phone = useSyncExternalStore(watchPhone, () => narrow.matches)
  const colours = tokens[name]
  return (
    <ConfigProvider
      locale={zhCN}
      wave={{ disabled: true }}
      getPopupContainer={(node) => node?.closest('dialog') ?? document.body}
      theme={{
        components: { Select: { optionSelectedBg: colours.primaryWash, optionActiveBg: colours.sunk } },
        algorithm: name === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: colours.primary,
          colorText: colours.ink,
          colorTextPlaceholder: colours.quiet,
          colorTextQuaternary: colours.quiet,
          colorBgContainer: colours.card,
          colorBgElevated: colours.card,
          colorBorder: colours.edge,
          colorBorderSecondary: colours.line,
          colorError: colours.danger,
          borderRadius: 6,
          controlHeight: phone ? 44 : 36,
          fontSize: phone ? 16 : 14,
          fontFamily: 'var(--sans)',
          boxShadowSecondary: `0 0 0 1px ${colours.line}`,
          motionDurationMid: '0.12s',
          motionDurationSlow: '0.14s',
        },
      }}
    >
      {children}
    </ConfigProvider>
  )
}

const shown = { date: 'YYYY年M月D日', month: 'YYYY年M月', time: 'YYYY年M月D日 HH:mm' }
const narrow = matchMedia('(max-width: 767px)')

function watchPhone(watcher: () => void): () => void {
  narrow.addEventListener('change', watcher)
  return () => narrow.removeEventListener('change', watcher)
}

function spell(kind: PickerProps['kind'], day: Dayjs): string {
  if (kind === 'time') return day.toISOString()
  return day.format(kind === 'month' ? 'YYYY-MM' : 'YYYY-MM-DD')
}
