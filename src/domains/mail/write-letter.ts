import type { Letter } from './types.js'

/** What a letter says, in one language. */
export interface LetterText {
  readonly subject: string
  readonly lines: readonly string[]
  /** A bill: what, and how much. */
  readonly rows?: readonly (readonly [what: string, amount: string])[]
  /** What to do if it is none of the reader's doing; small, at the end. */
  readonly note: string
}

/** What the reader needs: a code or token, or a page that takes it. */
export interface LetterSecret {
  readonly secret: string
  readonly url: string | null
}

/** A letter as text and as HTML. Names in it may be anybody's choice, so all of it is escaped. */
export function writeLetter(to: string, text: LetterText, secret: LetterSecret | null): Letter {
  const { subject, lines, rows = [], note } = text
  const shown = secret && (secret.url ?? secret.secret)
  return {
    to,
    subject: subject.replace(/\s+/g, ' '),
    text: `${[...lines, ...(shown ? [shown] : []), ...billText(rows), note].join('\n\n')}\n`,
    html: [
      '<!doctype html><meta charset="utf-8"><body style="font: 16px/1.5 sans-serif; max-width: 36em">',
      ...lines.map((line) => `<p>${escaped(line)}</p>`),
      ...(secret ? [`<p>${secretHtml(secret)}</p>`] : []),
      ...billHtml(rows),
      `<p style="color: #666; font-size: 14px">${escaped(note)}</p>`,
    ].join('\n'),
  }
}

type Rows = NonNullable<LetterText['rows']>

const billText = (rows: Rows): string[] =>
  rows.length === 0 ? [] : [rows.map(([what, amount]) => `${what}: ${amount}`).join('\n')]

const billHtml = (rows: Rows): string[] =>
  rows.length === 0
    ? []
    : [
        '<table>',
        ...rows.map(
          ([what, amount]) =>
            `<tr><td>${escaped(what)}</td><td style="text-align: right">${escaped(amount)}</td></tr>`,
        ),
        '</table>',
      ]

const secretHtml = ({ secret, url }: LetterSecret): string =>
  url === null
    ? `<code style="font-size: 20px; word-break: break-all">${escaped(secret)}</code>`
    : `<a href="${escaped(url)}">${escaped(url)}</a>`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text as HTML shows it. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)

/** What all letters of a shop have in common. */
export interface Stationery {
  readonly shopName: string
  /** Where the shop's own pages take tokens; null when letters show the token itself. */
  readonly storefrontUrl: string | null
  /** For readers whose language is not known. */
  readonly locale: string
}

/** A page with the token behind the `#`, where no server or referrer sees it. */
export const pageFor = ({ storefrontUrl }: Stationery, path: string, token: string): string | null =>
  storefrontUrl === null ? null : `${storefrontUrl.replace(/\/$/, '')}${path}#token=${token}`
