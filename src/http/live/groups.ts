import { LRUCache } from 'lru-cache'
import { type Asked, hashOf } from './asked.js'
import { Group, type Member } from './group.js'

/** The groups that there are, found by what their members have in common and by what concerns them. */
export class Groups {
  readonly #byKey = new Map<string, Group>()
  readonly #byTopic = new Map<string, Set<Group>>()
  /** Operations whose answers have turned out to depend on who asks. */
  readonly #private = new LRUCache<string, true>({ max: 1_000 })

  get size(): number {
    return this.#byKey.size
  }

  /** How many groups there are, with how many members. */
  get sizes() {
    let [subscriptions, behind] = [0, 0]
    for (const group of this.all) {
      subscriptions += group.members.length
      behind += group.behind.size
    }
    return { groups: this.size, subscriptions, behind }
  }

  get all(): Iterable<Group> {
    return this.#byKey.values()
  }

  about(topic: string): Iterable<Group> {
    return this.#byTopic.get(topic) ?? []
  }

  /** Puts the member into the group that it belongs to by now, which may be new; null of one that has ended meanwhile. */
  async join(member: Member): Promise<Group | null> {
    const { asked } = member
    const audience = await asked.context.audienceKey(asked)
    if (member.hasEnded) return null
    const isPrivate = !asked.isPublic || this.#private.has(asked.operationKey)
    const viewer = isPrivate ? asked.context.ownerKey : null
    const key = hashOf(asked.operationKey, asked.variablesKey, audience, viewer)
    const group = this.#byKey.get(key) ?? this.#add(new Group(key, isPrivate, asked.topics))
    group.arriving.add(member)
    member.group = group
    return group
  }

  /** Remembers that the operation's answers are each for one viewer. */
  keepApart({ operationKey }: Asked): void {
    this.#private.set(operationKey, true)
  }

  delete(group: Group): void {
    if (this.#byKey.get(group.key) === group) this.#byKey.delete(group.key)
    for (const topic of group.topics) {
      const groups = this.#byTopic.get(topic)
      groups?.delete(group)
      if (groups?.size === 0) this.#byTopic.delete(topic)
    }
  }

  #add(group: Group): Group {
    this.#byKey.set(group.key, group)
    for (const topic of group.topics) {
      const groups = this.#byTopic.get(topic) ?? new Set<Group>()
      this.#byTopic.set(topic, groups.add(group))
    }
    return group
  }
}
