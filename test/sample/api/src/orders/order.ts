export interface OrderLine {
  readonly isbn: string;
  readonly quantity: number;
  readonly unitPrice: number;
}

export interface Order {
  readonly id: string;
  readonly customerId: string;
  readonly placedAt: Date;
  readonly lines: readonly OrderLine[];
}
