import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from './queries.ts'

/** Whether a page is in my navigation, so that a link to it leads somewhere. */
export function useReach(path: string): boolean {
  const { data } = useQuery(sessionQuery)
  return data?.nav.some((menu) => menu.path === path || menu.items.some((item) => item.path === path)) ?? false
}
