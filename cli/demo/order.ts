/** The package that the demo runs. */
export const packageName = 'customer-support';

/** A complaint about an order. */
export interface Order {
  readonly orderId: string;
  readonly complaint: string;
}
