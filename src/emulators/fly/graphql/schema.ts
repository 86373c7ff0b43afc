import { buildSchema } from 'graphql';

/** The part of Fly's schema that deploys read: https://github.com/superfly/flyctl/blob/master/gql/schema.graphql */
export const schema = buildSchema(/* GraphQL */ `
  scalar BigInt
  scalar ISO8601DateTime
  scalar JSON

  type Query {
    app(name: String, internalId: String): App
    organization(slug: String): Organization
    viewer: User!
    canPerformBluegreenDeployment(name: String!): Boolean!
    latestImageDetails(image: String!, flyVersion: String): ImageVersion!
    appNameAvailable(name: String!): Boolean!
  }

  type App {
    id: ID!
    internalId: String!
    internalNumericId: BigInt!
    name: String!
    hostname: String
    cnameTarget: String
    deployed: Boolean!
    network: String
    status: String!
    appUrl: String
    platformVersion: String
    organization: Organization!
    role: AppRole
    image(ref: String!): Image
    currentRelease: Release
    currentReleaseUnprocessed: ReleaseUnprocessed
    releases(first: Int): ReleaseConnection!
    releasesUnprocessed(first: Int): ReleaseUnprocessedConnection!
    machines(first: Int): MachineConnection!
    secrets: [Secret!]!
    egressIpAddresses: EgressIpConnection!
  }

  type AppRole {
    name: String!
  }

  type Organization {
    id: ID!
    internalNumericId: BigInt!
    slug: String!
    rawSlug: String!
    name: String!
    paidPlan: Boolean!
    type: String!
  }

  type User {
    id: ID!
    email: String!
    name: String
  }

  type Image {
    id: ID!
    digest: String!
    ref: String!
    tag: String
    repository: String!
    compressedSize: Int!
    compressedSizeFull: BigInt!
    manifest: JSON!
  }

  type ImageVersion {
    registry: String!
    repository: String!
    tag: String!
    version: String
    digest: String!
  }

  type Release {
    id: ID!
    version: Int!
    description: String!
    reason: String!
    status: String!
    imageRef: String
    stable: Boolean!
    inProgress: Boolean!
    deploymentStrategy: String!
    metadata: JSON
    user: User
    createdAt: ISO8601DateTime!
  }

  type ReleaseUnprocessed {
    id: ID!
    version: Int!
    description: String!
    reason: String!
    status: String!
    imageRef: String
    image: Image
    configDefinition: JSON
    stable: Boolean!
    inProgress: Boolean!
    deploymentStrategy: String!
    user: User
    createdAt: ISO8601DateTime!
    updatedAt: ISO8601DateTime!
  }

  type ReleaseConnection {
    nodes: [Release!]!
  }

  type ReleaseUnprocessedConnection {
    nodes: [ReleaseUnprocessed!]!
    totalCount: Int!
  }

  type Machine {
    id: ID!
    name: String!
    state: String!
    region: String!
    egressIpAddresses: EgressIpConnection!
  }

  type MachineConnection {
    nodes: [Machine!]!
  }

  type Secret {
    id: ID!
    name: String!
    digest: String!
    createdAt: ISO8601DateTime!
  }

  type EgressIpAddress {
    id: ID!
    ip: String!
    version: Int!
    region: String!
    updatedAt: ISO8601DateTime
  }

  type EgressIpConnection {
    nodes: [EgressIpAddress!]!
  }
`);
