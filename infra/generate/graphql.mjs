export { GENERATED } from './dist/graphql.js';
