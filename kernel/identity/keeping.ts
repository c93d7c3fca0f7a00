/** How what the organisation keeps about itself begins and ends. */
export const inUse = { active: '在用', closed: '停用' } as const

/** Who may: everybody reads, the organiser keeps. */
export const keepers = { read: 'everyone', create: { role: 'organiser' }, edit: { role: 'organiser' } } as const

/** Out of use and back again, by the organiser. */
export const closing = {
  close: { label: '停用', from: ['active'], to: 'closed', allow: { role: 'organiser' }, danger: true },
  reopen: { label: '恢复', from: ['closed'], to: 'active', allow: { role: 'organiser' } },
} as const
