/** One POST to a GraphQL server, and all that came back. */
import { type Answer, withoutDocumentation } from './answer.ts';

/** What a server answered: its status, its headers, its text as sent, and the answer in it, without documentation. */
export interface Posted<Data> {
  status: number;
  headers: Headers;
  text: string;
  answer: Answer<Data>;
}

/**
 * Posts a body, JSON unless it is a text already, and asks for the media type whose statuses say how it went.
 * @param headers beside those two, or in their place
 */
export async function post<Data>(
  url: string,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<Posted<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    answer: withoutDocumentation(JSON.parse(text) as Answer<Data>),
  };
}
