import type { PasswordCost } from '../../src/domains/credentials/index.js'

/** As little as argon2 takes: what tests show does not depend on how dear a guess is. */
export const passwordCost: PasswordCost = { memoryKib: 8, passes: 1, atOnce: 2, waiting: 100 }
