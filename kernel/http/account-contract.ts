/** The shapes of getting an account: first run, one-time links. Types only, like contract.ts, which lists the routes. */
export interface DemoPerson {
  id: string
  name: string
  unit: string
  position: string
  line: string | null
}
export interface Hello {
  mode: 'demo' | 'real'
  company: string | null
  /** The first-run page is still to be filled in. */
  setup: boolean
  /** Only in the demo: those with a `line` are the eight cards, the rest a searchable list. */
  people?: DemoPerson[]
}

export interface SetupBody {
  token: string
  company: string
  name: string
  login: string
  password: string
}

/** Whether a person can sign in yet, and by which name. */
export interface AccountView {
  login: string | null
}
/** A one-time link, told once: to get an account (`join`) or a new password (`reset`). */
export interface Invited {
  path: string
  expiresAt: string
  kind: 'join' | 'reset'
}
export interface InvitationView {
  name: string
  company: string
  kind: 'join' | 'reset'
  /** Of a reset: the login name that stays. */
  login?: string
}
export interface JoinBody {
  token: string
  /** Only to join; a reset keeps the login name. */
  login?: string
  password: string
}
