import { type AddressInfo, createServer, type Socket } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../../src/app/log.js'
import { openMailer } from '../../src/app/mail/mailer.js'
import { sendLetters } from '../../src/app/mail/send-letters.js'
import { createMail, type Letter, type Mail } from '../../src/domains/mail/index.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'
import { opened } from '../support/opened.js'
import { testClock } from '../support/shop.js'

const clock = testClock()
const letter: Letter = { to: 'anna@example.com', subject: 'Привет', text: 'a text', html: '<p>a text' }

let db: TestDatabase
let mail: Mail
beforeAll(async () => {
  db = await openTestDatabase()
  mail = createMail({ db, clock })
})

/** A mail server of few words. It answers 550 to recipients whom it refuses, and tells what it took. */
async function startSmtp(refuses = false) {
  const taken: string[] = []
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let isData = false
    let text = ''
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 ready')
    socket.on('data', (bytes) => {
      for (const line of bytes.toString().split('\r\n').filter(Boolean)) {
        heard.push(line)
        if (isData && line !== '.') text += `${line}\n`
        else if (isData) {
          isData = false
          taken.push(text)
          say('250 taken')
        } else if (line.startsWith('RCPT') && refuses) say(`550 no such user ${line}`)
        else if (line === 'DATA') {
          isData = true
          say('354 go on')
        } else if (line === 'STARTTLS') say('502 there is none')
        else if (line.startsWith('EHLO')) say('250-hello\r\n250 AUTH PLAIN')
        else if (line.startsWith('AUTH')) say('235 welcome')
        else say(line === 'QUIT' ? '221 bye' : '250 ok')
      }
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  opened.add({
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  })
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, taken, heard }
}

const config = { production: true, mailFrom: 'Shop <shop@example.com>' }
const taskOf = async (smtpUrl: string | null) => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const mailer = await openMailer({ ...config, smtpUrl }, mail, log)
  const task = sendLetters(mail, { mailer, compose: async () => letter }, log)
  return { lines, run: () => task.run({ at: clock.now(), signal: new AbortController().signal }) }
}
const want = () =>
  db.write((tx) => mail.want(tx, { letter: 'WELCOME', recipient: { kind: 'CUSTOMER', id: 'anna' } }))

describe('a letter', () => {
  test('goes to the mail server, as text and as HTML, to its one recipient', async () => {
    const { url, taken } = await startSmtp()
    const { run } = await taskOf(url)
    await want()
    await run()
    expect(taken).toHaveLength(1)
    expect(taken[0]).toMatch(/^From: Shop <shop@example\.com>$/m)
    expect(taken[0]).toMatch(/^To: .*anna@example\.com>?$/m)
    expect(taken[0]).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(taken[0]).toMatch(/multipart\/alternative/)
  })

  test('that the server refuses is logged without its recipient, and stays', async () => {
    const { url } = await startSmtp(true)
    const { run, lines } = await taskOf(url)
    await want()
    await run()
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/WELCOME.*550/)
    expect(lines[0]).not.toContain('anna@')
    clock.set('2030-01-02T00:00:00.000Z')
    const { url: healthy, taken } = await startSmtp()
    await (await taskOf(healthy)).run()
    expect(taken).toHaveLength(1)
  })

  test('is not sent where the password would be read by anybody on the way', async () => {
    const { url, heard } = await startSmtp()
    const { run, lines } = await taskOf(url.replace('smtp://', 'smtp://shop:secret@'))
    await want()
    await run()
    expect(lines[0]).toMatch(/could not be sent/)
    expect(heard).toContain('STARTTLS')
    expect(heard.join()).not.toContain('AUTH')
    clock.set('2030-01-03T00:00:00.000Z')
    const trusting = await startSmtp()
    await (await taskOf(`${trusting.url.replace('smtp://', 'smtp://shop:secret@')}?requireTLS=false`)).run()
    expect(trusting.heard.join()).toContain('AUTH')
    await want()
    const { url: plain, taken } = await startSmtp()
    await (await taskOf(plain)).run()
    expect(taken).toHaveLength(1)
  })

  test('is sent nowhere in production without a server, which the log says at the start', async () => {
    const { run, lines } = await taskOf(null)
    await want()
    await run()
    expect(lines.join()).toContain('SMTP_URL is not set')
    expect(await mail.kept()).toEqual([])
  })
})
