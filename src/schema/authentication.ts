import { Extensions } from 'type-graphql'

/** Marks a root field that is about getting into an account. A request may have one of these. */
export const Authentication = (): MethodDecorator => Extensions({ isAuthentication: true })

/** Marks a root field that only the admin's endpoint has, though it asks for no permission. */
export const ForStaff = (): MethodDecorator => Extensions({ isForStaff: true })

/** The same for a field that is both. */
export const StaffAuthentication = (): MethodDecorator =>
  Extensions({ isAuthentication: true, isForStaff: true })
