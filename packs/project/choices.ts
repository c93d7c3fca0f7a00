/** The light of a project: how far it is from its plan. */
export const lamps = { green: '绿', yellow: '黄', red: '红' } as const

/** How a lamp looks. */
export const lampTones = { green: 'good', yellow: 'warn', red: 'bad' } as const

/** How an evaluation ends. */
export const results = { excellent: '优', good: '良', fair: '中', poor: '差' } as const

/** How a side of the work stands at a check. */
export const ratings = { good: '正常', risk: '有偏差', bad: '严重偏差' } as const

/** How a department rates one criterion of an acceptance. */
export const verdicts = { good: '好', pass: '合格', fail: '不合格' } as const

/** A criterion that was not met stands out. */
export const verdictTones = { good: 'good', fail: 'bad' } as const

/** How a side of the work looks at a check. */
export const ratingTones = { risk: 'warn', bad: 'bad' } as const
