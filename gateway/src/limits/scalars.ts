import {
  DateScalar,
  Decimal,
  InstantScalar,
  JsonScalar,
  Period,
  PositionScalar,
} from '@qianfan/kit/subgraph/scalars';
import { type GraphQLSchema, isScalarType, isSpecifiedScalarType } from 'graphql';

const REAL = [DateScalar, Decimal, InstantScalar, JsonScalar, Period, PositionScalar];

/**
 * Composition leaves of a scalar nothing but its name: any value would pass here, and be refused by a service together with
 * all that was asked of it beside. The scalars of this schema read what clients send as those of the services do; what
 * services answer is text already.
 */
export function withRealScalars(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type) || isSpecifiedScalarType(type)) continue;
    const real = REAL.find(({ name }) => name === type.name);
    if (!real) continue;
    type.parseValue = real.parseValue;
    type.parseLiteral = real.parseLiteral;
  }
}
