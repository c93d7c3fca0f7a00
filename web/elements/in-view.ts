/** As the `ref` of what is chosen in a strip that scrolls: it is never outside of what one sees. */
export const inView = (element: HTMLElement | null) => element?.scrollIntoView({ inline: 'center', block: 'nearest' })
