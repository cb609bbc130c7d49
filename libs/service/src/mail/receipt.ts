/** That a message was taken on: a status of SMTP or HTTP, and the server's words without addresses. */
export interface Receipt {
  readonly code: number;
  readonly text?: string;
}

/** A message was not taken. `permanent`: repeating it will not help. */
export class DeliveryFault extends Error {
  constructor(
    /** `smtp-550`, `http-503`, `unreachable`, `timeout`, `address-refused` */
    readonly code: string,
    readonly permanent: boolean,
  ) {
    super(`the message was not taken: ${code}`);
  }
}
