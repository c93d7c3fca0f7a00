import type { Nature } from '#kernel/record/record.ts'
import { t } from './t.ts'

/** The words on the button that makes a new one: 发起请假单, 登记合同, 客户建档. */
export const startOf = ({ nature, label }: { nature: Nature; label: string }): string =>
  t(`nature.${nature}`, { label })
