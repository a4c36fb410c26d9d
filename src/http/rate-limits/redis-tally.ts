import { type Redis, scriptOf } from '../../cache/redis.js'
import { type Tally, type Total, windowMs } from './tally.js'

/** A key that holds something else than a count, or lasts for ever, is begun anew. */
const script = scriptOf(`
  local totals = {}
  for i, key in ipairs(KEYS) do
    local total = redis.pcall('incrby', key, ARGV[i + 1])
    if type(total) ~= 'number' then
      redis.call('set', key, ARGV[i + 1])
      total = tonumber(ARGV[i + 1])
    end
    local left = redis.call('pttl', key)
    if left < 0 or left > tonumber(ARGV[1]) then
      left = tonumber(ARGV[1])
      redis.call('pexpire', key, left)
    end
    totals[2 * i - 1] = total
    totals[2 * i] = left
  end
  return totals
`)

/** Adds up with all gateways that share a Redis. */
export const redisTally = (redis: Redis): Tally => ({
  async add(charges) {
    const keys = charges.map(([client]) => `rate:${client}`)
    const points = charges.map(([, taken]) => taken)
    const answer = await redis.run(script, keys, [windowMs, ...points])
    if (!Array.isArray(answer)) return null
    return charges.map((_, i): Total => [Number(answer[2 * i]), Number(answer[2 * i + 1])])
  },
})
