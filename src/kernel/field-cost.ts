/**
 * What an operation pays for a field, where it is not the usual. A field of the schema carries it as `extensions.cost`.
 * The unit is a field of the answer.
 */
export interface FieldCost {
  /** Of the field itself, without what is selected below it; 1 if omitted. */
  readonly own?: number
  /** How many entries its list usually has; 5 if omitted. */
  readonly entries?: number
  /** The list argument that its list is as long as, if it is given. */
  readonly entriesOf?: string
  /** The list argument that the lists directly below it are as long as; without the argument they are a page of the largest size. */
  readonly listsOf?: string
  /** The largest page of a list with `first`; 100 if omitted. */
  readonly largestPage?: number
}
