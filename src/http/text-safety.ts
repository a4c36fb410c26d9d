import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql'
import { InputError } from '../kernel/input-error.js'
import { isStorable } from '../kernel/text.js'
import type { Variables } from './context.js'

/** Nothing in the schema nests like this, and recursion must end before the stack does. */
const mostNesting = 50

/** Throws an `InputError` for a text that cannot be stored, whatever scalar it is for. */
export function checkVariables(variables: Variables): void {
  const fault = faultIn(variables, 0)
  if (!fault) return
  const name = fault.path.slice(0, 20).join('.')
  throw new InputError(fault.path, messages[fault.kind](name))
}

/** The same for texts written in the document. */
export const StorableTextRule = (context: ValidationContext): ASTVisitor => ({
  StringValue(node) {
    if (isStorable(node.value)) return
    const message = 'A text has a NUL character or half of a surrogate pair. Send valid Unicode without them.'
    context.reportError(new GraphQLError(message, { nodes: node }))
  },
})

const messages = {
  nesting: (name: string) => `A variable nests deeper than ${mostNesting} levels, at \`${name}\`.`,
  key: (name: string) => `\`${name}\` is not a name that can be sent. Leave it out.`,
  text: (name: string) =>
    `\`${name}\` has a NUL character or half of a surrogate pair. Send valid Unicode without them.`,
}

interface Fault {
  readonly kind: keyof typeof messages
  readonly path: readonly string[]
}

function faultIn(value: unknown, depth: number): Fault | null {
  if (typeof value === 'string') return isStorable(value) ? null : { kind: 'text', path: [] }
  if (typeof value !== 'object' || value === null) return null
  if (depth > mostNesting) return { kind: 'nesting', path: [] }
  for (const [key, entry] of Object.entries(value)) {
    if (key === '__proto__') return { kind: 'key', path: [key] }
    if (!isStorable(key)) return { kind: 'text', path: [] }
    const fault = faultIn(entry, depth + 1)
    if (fault) return { ...fault, path: [key, ...fault.path] }
  }
  return null
}
