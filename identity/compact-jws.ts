/** The compact form of a JSON Web Signature (RFC 7515): header, payload and signature, with dots between them. */

/** A part that is JSON, in base64url. */
export const encodePart = (part: object): string =>
  Buffer.from(JSON.stringify(part)).toString('base64url');

/** The JSON of a part. @throws SyntaxError where it is none */
export const decodePart = (part: string | undefined): unknown =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
