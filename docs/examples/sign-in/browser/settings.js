/** Where the gateway is, and what this page is called at the issuers: `npm start` runs both. */
export const GATEWAY = 'http://127.0.0.1:4000/graphql';
export const CLIENT_ID = 'sample-frontend';
