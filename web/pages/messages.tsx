import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { MessageView } from '#kernel/http/contract.ts'
import { send } from '../api.ts'
import { Empty } from '../elements/empty.tsx'
import { PageHead } from '../elements/page-head.tsx'
import { formatInstant, formatTime } from '../format.ts'
import { messagesQuery, sessionQuery } from '../queries.ts'
import { t } from '../t.ts'
import './messages.css'

/** 消息: newest first; opening one marks it as read and goes to what it is about. */
export function MessagesPage() {
  const { data: messages } = useSuspenseQuery(messagesQuery)
  const client = useQueryClient()
  const router = useRouter()
  const unread = messages.filter((message) => !message.read).map(({ id }) => id)
  const markRead = useMutation({
    mutationFn: (ids: string[]) => send('POST', '/api/messages/read', { ids }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: messagesQuery.queryKey })
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
  const open = (message: MessageView) => {
    if (!message.read) markRead.mutate([message.id])
    if (message.link) router.history.push(message.link)
  }
  return (
    <>
      <PageHead title={t('messages.title')} line={t('messages.line', { n: unread.length })}>
        {unread.length > 0 && (
          <button
            type="button"
            className="button"
            disabled={markRead.isPending}
            onClick={() => markRead.mutate(unread)}
          >
            {t('messages.readAll')}
          </button>
        )}
      </PageHead>
      {messages.length === 0 ? (
        <Empty words={t('messages.empty')} />
      ) : (
        <ul className="messages">
          {messages.map((message) => (
            <li key={message.id}>
              <button type="button" className={message.read ? 'message read' : 'message'} onClick={() => open(message)}>
                <i aria-hidden="true" />
                <b>
                  {message.title}
                  {!message.read && <span className="hidden">{t('messages.unread')}</span>}
                </b>
                <time className="small quiet" dateTime={message.at} title={formatInstant(message.at)}>
                  {formatTime(message.at)}
                </time>
                {message.body && <p>{message.body}</p>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
