/** What the clients ask, as people write it: with variables that nobody sets. */

export const LIST = `
  query Ideas($order: PolicyIdeaOrder, $after: String) {
    policyIdeas(first: 2, orderBy: $order, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { cursor node { id title } }
      nodes { id }
    }
  }`;

export const NODES = `
  query Nodes($ids: [ID!]!) {
    nodes(ids: $ids) { id }
  }`;

export const SUBMIT = `
  mutation Submit($named: Boolean, $language: String, $themes: [ID!]) {
    submitPolicyIdea(
      input: {
        organisation: "unite"
        title: "Later buses"
        body: "Past midnight."
        named: $named
        language: $language
        themes: $themes
      }
    ) {
      idea { id title language themes { id } }
      userErrors { code }
    }
  }`;
