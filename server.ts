import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { boot } from '#kernel/boot.ts'
import { openSetup } from '#kernel/identity/setup.ts'
import { openCluster } from '#kernel/postgres/cluster.ts'
import { claimInstance } from '#kernel/postgres/instance.ts'
import { endHttp, live } from '#kernel/postgres/lifetime.ts'
import { checkPort, portTrouble } from '#kernel/postgres/port.ts'
import { readSettings } from '#kernel/postgres/settings.ts'
import { packs } from '#packs/index.ts'

await live(async (atEnd) => {
  const settings = readSettings(process.argv.slice(2), process.env)
  // A node on a server's database keeps nothing of its own: as many as one likes run beside each other.
  const claim = settings.databaseUrl ? undefined : await claimInstance(settings.dataDirectory, settings.port)
  if (claim?.running) return console.log(`经纬运营已经在运行：${claim.running.url}（进程 ${claim.running.pid}）`)
  await checkPort(settings.port, settings.host)

  let url = settings.databaseUrl
  if (!url) {
    const opening = openCluster({ dir: join(settings.dataDirectory, 'postgres'), tell: console.error })
    atEnd(() => opening.then((cluster) => cluster.stop()))
    url = await (await opening).database('jingwei')
  }
  const { server, app, stop } = await boot(url, {
    mode: settings.mode === 'demo' ? 'demo' : 'real',
    packs,
    trustProxy: settings.trustProxy,
  })
  atEnd(stop)
  const http = serve({ fetch: app.fetch, port: settings.port, hostname: settings.host })
  http.on('error', (error) => {
    throw portTrouble(error, settings.port)
  })
  atEnd(() => endHttp(http))
  const address = `http://127.0.0.1:${settings.port}`
  const setup = await openSetup(server.db.writer)
  console.log(
    setup
      ? `经纬运营已就绪。第一次使用，请打开这个一次性链接建立公司：${address}${setup}`
      : `经纬运营已就绪：${address}`,
  )
})
