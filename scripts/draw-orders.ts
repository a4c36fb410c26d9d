// Draws the states of an order into docs/orders.md, out of the rules that the server goes by.
import { readFileSync, writeFileSync } from 'node:fs'
import { type OrderRule, orderRules } from '../src/domains/orders/rules/states.js'

const file = new URL('../docs/orders.md', import.meta.url)
const marks = ['<!-- drawn: npm run draw:orders -->', '<!-- end of what is drawn -->'] as const

const inWords = (name: string) => name.toLowerCase().replaceAll('_', ' ')

const arrow = ({ from, event, when, to }: OrderRule): string =>
  `    ${from === 'NEW' ? '[*]' : from} --> ${to}: ${inWords(event)}${when ? ` (${inWords(when)})` : ''}`

const row = ({ from, event, when, to, effects, because }: OrderRule): string =>
  `| ${[
    from === 'NEW' ? '' : `\`${from}\``,
    inWords(event),
    when ? inWords(when) : '',
    `\`${to}\``,
    effects.map(inWords).join(', ') || 'nothing',
    because,
  ].join(' | ')} |`

function drawn(): string {
  const moves = orderRules.filter(({ from, to }) => from !== to)
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...moves.map(arrow),
    '```',
    '',
    '| from | event | when | to | what is done with it | why |',
    '|---|---|---|---|---|---|',
    ...orderRules.map(row),
  ].join('\n')
}

/** The text with the states drawn between the marks. */
export function withStates(text: string): string {
  const [before, , after] = text.split(new RegExp(marks.join('|')))
  if (before === undefined || after === undefined) throw new Error('docs/orders.md has lost its marks.')
  return `${before}${marks[0]}\n\n${drawn()}\n\n${marks[1]}${after}`
}

export const readOrdersPage = (): string => readFileSync(file, 'utf8')

if (process.argv[1] === new URL(import.meta.url).pathname) writeFileSync(file, withStates(readOrdersPage()))
