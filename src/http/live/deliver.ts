import { setImmediate as turn } from 'node:timers/promises'
import type { Group, Member } from './group.js'
import type { Made } from './make-events.js'
import type { Telling } from './telling.js'

/** Sending to so many takes about three milliseconds: then others have their turn. */
const mostAtOnce = 200

interface Delivery {
  readonly onEvent: () => void
  /** Called for one that is not subscribed after all. */
  readonly leave: (member: Member) => void
}

/** Sends what is to be told to each member, as far as its client keeps up. */
export async function deliver(
  group: Group,
  { current, arriving }: Telling,
  { onEvent, leave }: Delivery,
): Promise<void> {
  let sent = 0
  function send(member: Member, events: readonly Made[]): void {
    for (const { text } of events) {
      // It may end its subscription at any event.
      if (member.group !== group) return
      if (member.receiver.isBehind) {
        group.current.delete(member)
        group.behind.add(member)
        return
      }
      member.receiver.next(text)
      onEvent()
    }
  }

  function admit(member: Member, [event]: readonly Made[]): void {
    if (event?.refusal && member.isNew) {
      leave(member)
      member.admit(event.refusal)
      return
    }
    group.arriving.delete(member)
    group.current.add(member)
    member.admit()
  }

  for (const member of current.length > 0 ? [...group.current] : []) {
    if (++sent % mostAtOnce === 0) await turn()
    send(member, current)
  }
  const newcomers = [...arriving].filter(([member]) => member.group === group)
  for (const [member, events] of newcomers) admit(member, events)
  // Who hears that it is subscribed does so before the first event.
  await turn()
  for (const [member, events] of newcomers) {
    if (++sent % mostAtOnce === 0) await turn()
    send(member, events)
  }
}
