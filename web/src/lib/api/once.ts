/** An idempotency key of our own choosing; `crypto.randomUUID` is missing where the connection is not secure. */
export const onceMore = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
