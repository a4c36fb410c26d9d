import type { Config } from '../../config.js'
import type { Letter, Mail, Mailer } from '../../domains/mail/index.js'
import type { Log } from '../../kernel/log.js'

type MailConfig = Pick<Config, 'production' | 'smtpUrl' | 'mailFrom'>

/** Who takes letters away: a mail server; without one, in development, the outbox that `/outbox` shows. */
export async function openMailer(
  { production, smtpUrl, mailFrom }: MailConfig,
  mail: Mail,
  log: Log,
): Promise<Mailer> {
  if (smtpUrl !== null && mailFrom !== null) return smtpMailer(smtpUrl, mailFrom)
  if (!production) return mail.keeper
  log.warn(
    {},
    'SMTP_URL is not set, so no letters are sent: nobody can confirm an address or reset a password',
  )
  return { send: async () => {} }
}

/** A server that is slow is one that failed: the letter is sent later. */
const timeouts = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 20_000 }

async function smtpMailer(url: string, from: string): Promise<Mailer> {
  const { createTransport } = await import('nodemailer')
  // Whoever stands between could else say that there is no TLS, and read the password.
  const requireTLS = new URL(url).username !== ''
  const access = { disableFileAccess: true, disableUrlAccess: true }
  const transport = createTransport({ url, requireTLS, ...timeouts, ...access })
  return {
    async send({ to, subject, text, html }: Letter) {
      const headers = { 'Auto-Submitted': 'auto-generated' }
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text, html, headers })
    },
  }
}
