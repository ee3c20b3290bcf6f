/** A complaint about an order. */
export interface Order {
  readonly orderId: string;
  readonly complaint: string;
}
