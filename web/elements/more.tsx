import { useEffect, useRef } from 'react'
import { t } from '../t.ts'

interface MoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): Promise<unknown> }
}

/** Fetches the next page when it comes into view, or when asked by hand. */
export function More({ query }: MoreProps) {
  const button = useRef<HTMLButtonElement>(null)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (!button.current || isFetchingNextPage) return
    const seen = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) void fetchNextPage()
    })
    seen.observe(button.current)
    return () => seen.disconnect()
  }, [isFetchingNextPage, fetchNextPage])
  if (!hasNextPage) return null
  return (
    <button
      ref={button}
      type="button"
      className="button small"
      disabled={isFetchingNextPage}
      onClick={() => void fetchNextPage()}
    >
      {t(isFetchingNextPage ? 'wait' : 'list.more')}
    </button>
  )
}
