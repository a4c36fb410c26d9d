import { appendFacts, type Tx } from '../../db/index.js'
import type { Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor, Audit } from '../audit/index.js'
import { changedFields, channelAfter } from './rules/change.js'
import { channelProblems } from './rules/channel.js'
import { insertChannel, selectChannels, takeTurn, updateChannel } from './store.js'
import type { Channel, ChannelInput } from './types.js'

/** Saving what is there already leaves nothing behind: no version, no fact, no audit entry. */
export async function saveChannel(
  tx: Tx,
  audit: Audit,
  actor: Actor,
  input: ChannelInput,
  now: Date,
): Promise<Result<Channel, Problem>> {
  await takeTurn(tx)
  const channels = await selectChannels(tx)
  const problems = channelProblems(channels, input)
  if (problems.length > 0) return rejected(problems)

  const before = channels.find((channel) => channel.slug === input.slug) ?? null
  const after = channelAfter(before, input, now, channels.length === 0)
  if (before && changedFields(before, after).length === 0) return ok(before)
  const saved = await write(tx, before, after)
  const previous = channels.find((channel) => channel.isDefault && channel.id !== saved.id)
  if (saved.isDefault && previous)
    await write(tx, previous, {
      ...previous,
      isDefault: false,
      version: previous.version + 1,
      updatedAt: now,
    })
  await audit.append(tx, {
    actor,
    action: 'channelSave',
    entity: 'Channel',
    entityId: String(saved.id),
    before: before && snapshot(before),
    after: snapshot(saved),
  })
  return ok(saved)
}

async function write(tx: Tx, before: Channel | null, after: Omit<Channel, 'id'>): Promise<Channel> {
  const saved = before ? { ...after, id: before.id } : await insertChannel(tx, after)
  if (before) await updateChannel(tx, saved)
  const body = { channelId: saved.id, changed: changedFields(before, after) }
  await appendFacts(tx, [{ kind: 'channel.saved', aggregate: `channel:${saved.id}`, body }], after.updatedAt)
  return saved
}

const snapshot = ({ id, createdAt, updatedAt, ...content }: Channel) => content
