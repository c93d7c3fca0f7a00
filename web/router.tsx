import { QueryCache, QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  redirect,
  stringifySearchWith,
} from '@tanstack/react-router'
import { isUnavailable, refusalOf } from './api.ts'
import { PageSkeleton } from './elements/skeleton.tsx'
import { packPages, pageOfRecord } from './pack-pages.tsx'
import { Failed } from './pages/failed.tsx'
import { Missing } from './pages/missing.tsx'
import { Root } from './pages/root.tsx'
import { caseQuery } from './pages/runs/queries.ts'
import { migrationSearch, runsSearch } from './pages/runs/search.ts'
import { helloQuery, messagesQuery, metaQuery, rowQuery, sessionQuery, workbenchQuery } from './queries.ts'
import { createSearch, detailSearch, listSearch, modelSearch, setupSearch, signInSearch, workSearch } from './search.ts'

/** Everything fetched, kept by key; a session that has ended sends to sign-in and back. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => leaveWhenSignedOut(error) }),
  defaultOptions: {
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 5_000,
      retry: (count, error) => isUnavailable(error) && count < 4,
      retryDelay: (count) => 600 * 2 ** count,
    },
  },
})

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Root,
  errorComponent: Failed,
  notFoundComponent: Missing,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  loader: () => queries.ensureQueryData(helloQuery),
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignInPage'),
})
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: setupSearch,
  component: lazyRouteComponent(() => import('./pages/setup.tsx'), 'SetupPage'),
})
const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  validateSearch: setupSearch,
  component: lazyRouteComponent(() => import('./pages/join.tsx'), 'JoinPage'),
})
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location }) => {
    const session = await queries.ensureQueryData(sessionQuery).catch((error: unknown) => {
      if (refusalOf(error).code !== 'unauthenticated') throw error
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
    })
    return { session }
  },
  component: lazyRouteComponent(() => import('./pages/shell.tsx'), 'Shell'),
})

const workbench = createRoute({
  getParentRoute: () => shell,
  path: '/',
  loader: () => queries.ensureQueryData(workbenchQuery),
  component: lazyRouteComponent(() => import('./pages/workbench.tsx'), 'WorkbenchPage'),
})
const work = createRoute({
  getParentRoute: () => shell,
  path: '/work',
  validateSearch: workSearch,
  component: lazyRouteComponent(() => import('./pages/work.tsx'), 'WorkPage'),
})
const start = createRoute({
  getParentRoute: () => shell,
  path: '/start',
  component: lazyRouteComponent(() => import('./pages/start.tsx'), 'StartPage'),
})
const messages = createRoute({
  getParentRoute: () => shell,
  path: '/messages',
  loader: () => queries.ensureQueryData(messagesQuery),
  component: lazyRouteComponent(() => import('./pages/messages.tsx'), 'MessagesPage'),
})
const me = createRoute({
  getParentRoute: () => shell,
  path: '/me',
  component: lazyRouteComponent(() => import('./pages/me.tsx'), 'MePage'),
})
const runs = createRoute({
  getParentRoute: () => shell,
  path: '/cases',
  validateSearch: runsSearch,
  component: lazyRouteComponent(() => import('./pages/runs/list.tsx'), 'RunsPage'),
})
const run = createRoute({
  getParentRoute: () => shell,
  path: '/cases/$id',
  loader: ({ params }) => queries.ensureQueryData(caseQuery(params.id)),
  component: lazyRouteComponent(() => import('./pages/runs/one.tsx'), 'RunPage'),
})
const migration = createRoute({
  getParentRoute: () => shell,
  path: '/migrations',
  validateSearch: migrationSearch,
  component: lazyRouteComponent(() => import('./pages/runs/migration.tsx'), 'MigrationPage'),
})
const models = createRoute({
  getParentRoute: () => shell,
  path: '/models',
  component: lazyRouteComponent(() => import('./pages/models/list.tsx'), 'ModelsPage'),
})
const model = createRoute({
  getParentRoute: () => shell,
  path: '/models/$kind/$name',
  validateSearch: modelSearch,
  component: lazyRouteComponent(() => import('./pages/models/model.tsx'), 'ModelPage'),
})
const list = createRoute({
  getParentRoute: () => shell,
  path: '/r/$record',
  validateSearch: listSearch,
  loader: ({ params }) => queries.ensureQueryData(metaQuery(params.record)),
  component: lazyRouteComponent(() => import('./pages/list.tsx'), 'ListPage'),
})
const create = createRoute({
  getParentRoute: () => shell,
  path: '/r/$record/new',
  validateSearch: createSearch,
  beforeLoad: ({ params }) => {
    const own = pageOfRecord(params.record)
    if (own?.opensNew) throw redirect({ href: own.path, replace: true })
  },
  loader: ({ params }) => queries.ensureQueryData(metaQuery(params.record)),
  component: lazyRouteComponent(() => import('./pages/create.tsx'), 'CreatePage'),
})
const detail = createRoute({
  getParentRoute: () => shell,
  path: '/r/$record/$id',
  validateSearch: detailSearch,
  beforeLoad: ({ params, location }) => {
    const own = pageOfRecord(params.record)
    const hash = location.hash && `#${location.hash}`
    if (own) throw redirect({ href: `${own.path}/${params.id}${location.searchStr}${hash}`, replace: true })
  },
  loader: async ({ params }) => {
    const meta = queries.ensureQueryData(metaQuery(params.record))
    const row = queries.fetchQuery(rowQuery(params.record, params.id))
    await Promise.all([meta, row])
  },
  component: lazyRouteComponent(() => import('./pages/detail.tsx'), 'DetailPage'),
})
const custom = packPages.map(({ path, component }) =>
  createRoute({ getParentRoute: () => shell, path: `${path}/{-$id}`, component }),
)

const tree = root.addChildren([
  signIn,
  setup,
  join,
  shell.addChildren([
    workbench,
    work,
    start,
    messages,
    me,
    runs,
    run,
    migration,
    models,
    model,
    list,
    create,
    detail,
    ...custom,
  ]),
])

/** The addresses of the product and the page behind each. */
export function createAppRouter() {
  router = createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 200,
    defaultPendingMinMs: 150,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: Failed,
    defaultNotFoundComponent: Missing,
    scrollRestoration: true,
    parseSearch: parseSearchWith((value) => value),
    stringifySearch: stringifySearchWith(String),
  })
  return router
}

let router: ReturnType<typeof createRouter<typeof tree>> | undefined

function leaveWhenSignedOut(error: unknown): void {
  const here = router?.state.location
  if (refusalOf(error).code !== 'unauthenticated' || !here || here.pathname === '/sign-in') return
  queries.removeQueries({ queryKey: sessionQuery.queryKey })
  void router?.navigate({ to: '/sign-in', search: here.href === '/' ? {} : { to: here.href } })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createRouter<typeof tree>>
  }
}
