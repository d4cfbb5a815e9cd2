/**
 * What Relay's compiler reads: documents beside the code that would use them. It reads literal documents alone, so those of
 * operations.mjs stand here again, as Relay writes them. Nothing runs this file.
 */
import { graphql } from 'relay-runtime';

export const ideas = graphql`
  query ideasQuery($order: PolicyIdeaOrder, $first: Int = 2, $after: String) {
    policyIdeas(first: $first, after: $after, orderBy: $order)
      @connection(key: "ideas_policyIdeas") {
      totalCount
      edges {
        node {
          id
          title
          ...ideas_discussion
        }
      }
    }
  }
`;

export const discussion = graphql`
  fragment ideas_discussion on PolicyIdea
  @refetchable(queryName: "ideasDiscussionQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" }) {
    comments(first: $count, after: $cursor) @connection(key: "ideas_discussion_comments") {
      edges {
        node {
          text
        }
      }
    }
  }
`;

export const nodes = graphql`
  query ideasNodesQuery($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
    }
  }
`;

export const submit = graphql`
  mutation ideasSubmitMutation($named: Boolean, $language: String, $themes: [ID!]) {
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
      idea {
        id
        title
        language
        themes {
          id
        }
      }
      userErrors {
        code
      }
    }
  }
`;
