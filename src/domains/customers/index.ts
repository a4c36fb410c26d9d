import type { ReadHandle } from '../../db/index.js'
import { plainEmail } from '../../kernel/email.js'
import type { Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import type { DueLetter, Letter, Stationery } from '../mail/index.js'
import { removeAddress, saveAddress } from './addresses.js'
import { changePassword } from './change-password.js'
import { type CustomerDependencies, holderOf } from './dependencies.js'
import { saveGroup } from './groups.js'
import { composeLetter } from './letters/compose.js'
import { changeEmail, requestEmailChange, requestLetter, resetPassword, verifyEmail } from './mailed.js'
import { type CustomerPages, customerPages } from './pages.js'
import { eraseCustomer, exportCustomer, type HoldsPersonalData } from './personal-data.js'
import { updateProfile } from './profile.js'
import { saveCustomer } from './save-customer.js'
import { signIn, signInByCode } from './sign-in.js'
import { signUp } from './sign-up.js'
import { selectAddresses } from './store/addresses.js'
import { type KeptConsent, selectConsents } from './store/consents.js'
import {
  customerOf,
  findAccount,
  findAccountByEmail,
  findAccountByReference,
  findAccounts,
} from './store/customers.js'
import { type Membership, selectGroups, selectMemberships } from './store/groups.js'
import type {
  AddressSaveInput,
  Customer,
  CustomerAddress,
  CustomerGroup,
  CustomerGroupInput,
  CustomerInput,
  EmailProof,
  PasswordChange,
  ProfileInput,
  SignedIn,
  SignInInput,
  SignUpInput,
} from './types.js'

export type { CustomerFact } from './dependencies.js'
export type { CustomerLetter } from './letters/texts.js'
export type { CustomerPages } from './pages.js'
export type { HoldsPersonalData } from './personal-data.js'
export * from './types.js'

/** How customers get into their accounts. None of it tells whether an address has an account. */
export interface Accounts {
  signUp(input: SignUpInput, locale: string): Promise<Result<null, Problem>>
  signIn(input: SignInInput): Promise<Result<SignedIn, Problem>>
  requestSignInCode(email: string): Promise<Result<null, Problem>>
  signInByCode(input: { email: string; code: string }): Promise<Result<SignedIn, Problem>>
  signOut(
    session: { readonly customerId: string; readonly sessionId: string },
    everywhere: boolean,
  ): Promise<void>
  requestPasswordReset(email: string): Promise<Result<null, Problem>>
  resetPassword(input: { token: string; password: string }): Promise<Result<SignedIn, Problem>>
  /** The password of before stays for who gives it, or is signed in as that customer. */
  verifyEmail(proof: EmailProof, signedInAs: string | null): Promise<Result<SignedIn, Problem>>
  changePassword(
    session: { readonly customerId: string; readonly sessionId: string },
    input: PasswordChange,
  ): Promise<Result<null, Problem>>
  requestEmailChange(id: string, input: { email: string; password: string }): Promise<Result<null, Problem>>
  changeEmail(token: string): Promise<Result<null, Problem>>
}

export type CustomerBy =
  | { readonly id: string }
  | { readonly email: string }
  | { readonly externalReference: string }

export interface Customers {
  readonly accounts: Accounts
  find(by: CustomerBy, on?: ReadHandle): Promise<Customer | null>
  /** Those of them that there are. */
  findAll(ids: readonly string[]): Promise<readonly Customer[]>
  /** Of each of them, the oldest first. */
  addresses(ids: readonly string[], on?: ReadHandle): Promise<readonly CustomerAddress[]>
  updateProfile(id: string, input: ProfileInput): Promise<Result<Customer, Problem>>
  saveAddress(id: string, input: AddressSaveInput): Promise<Result<Customer, Problem>>
  removeAddress(id: string, input: { readonly addressId: string }): Promise<Result<Customer, Problem>>

  readonly pages: CustomerPages
  save(actor: Actor, input: CustomerInput): Promise<Result<Customer, Problem>>
  groups(): Promise<readonly CustomerGroup[]>
  saveGroup(actor: Actor, input: CustomerGroupInput): Promise<Result<CustomerGroup, Problem>>
  /** Who is in which group, by their keys. */
  memberships(ids: readonly string[]): Promise<readonly Membership[]>
  /** The keys of a customer's groups, in their order. */
  groupKeys(id: string, on?: ReadHandle): Promise<readonly string[]>
  /** The newest first, of each of them. */
  consents(ids: readonly string[]): Promise<readonly KeptConsent[]>

  /** All that the shop keeps of a customer; `others` are the parts that come later in the house. */
  export(id: string, others: readonly HoldsPersonalData[]): Promise<Readonly<Record<string, unknown>> | null>
  erase(actor: Actor, id: string, others: readonly HoldsPersonalData[]): Promise<Result<null, Problem>>

  compose(due: DueLetter, stationery: Stationery): Promise<Letter | null>
}

export function createCustomers(dependencies: CustomerDependencies): Customers {
  const { db, credentials } = dependencies
  const { read } = db
  return {
    accounts: accountsOf(dependencies),
    find: (by, on = read) => find(on, by),
    findAll: async (ids) => (await findAccounts(read, ids)).map(customerOf),
    addresses: (ids, on = read) => selectAddresses(on, ids),
    updateProfile: (id, input) => updateProfile(dependencies, id, input),
    saveAddress: (id, input) => saveAddress(dependencies, id, input),
    removeAddress: (id, input) => removeAddress(dependencies, id, input),
    pages: customerPages(read),
    save: (actor, input) => saveCustomer(dependencies, actor, input),
    groups: () => selectGroups(read),
    saveGroup: (actor, input) => saveGroup(dependencies, actor, input),
    memberships: (ids) => selectMemberships(read, ids),
    groupKeys: async (id, on = read) => (await selectMemberships(on, [id])).map(({ group }) => group.key),
    consents: (ids) => selectConsents(read, ids),
    export: (id, others) => exportCustomer(dependencies, id, others),
    erase: (actor, id, others) => eraseCustomer(dependencies, actor, id, others),
    compose: (due, stationery) => composeLetter(dependencies, due, stationery),
  }

  function accountsOf(using: CustomerDependencies): Accounts {
    const { sessions } = credentials
    return {
      signUp: (input, locale) => signUp(using, input, locale),
      signIn: (input) => signIn(using, input),
      requestSignInCode: (email) => requestLetter(using, 'customer.signInCodeRequested', email),
      signInByCode: (input) => signInByCode(using, input),
      signOut: ({ customerId, sessionId }, everywhere) =>
        db.write((tx) =>
          everywhere ? sessions.closeAll(tx, holderOf(customerId)) : sessions.close(tx, sessionId),
        ),
      requestPasswordReset: (email) => requestLetter(using, 'customer.passwordResetRequested', email),
      resetPassword: (input) => resetPassword(using, input),
      verifyEmail: (proof, signedInAs) => verifyEmail(using, proof, signedInAs),
      changePassword: (session, input) => changePassword(using, session, input),
      requestEmailChange: (id, input) => requestEmailChange(using, id, input),
      changeEmail: (token) => changeEmail(using, token),
    }
  }
}

async function find(on: ReadHandle, by: CustomerBy): Promise<Customer | null> {
  const account =
    'id' in by
      ? await findAccount(on, by.id)
      : 'email' in by
        ? await findAccountByEmail(on, plainEmail(by.email))
        : await findAccountByReference(on, by.externalReference)
  return account && customerOf(account)
}
