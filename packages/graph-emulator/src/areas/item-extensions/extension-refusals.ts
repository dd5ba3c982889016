import type { RefusalRow } from "../../refusals/refusal-row.ts";

const overview = "learn.microsoft.com/graph/api/resources/extended-properties-overview";

/** Rows about extended properties and open extensions of Outlook items. */
export const extensionRefusals = {
  "extended-property-id": {
    appliesTo: "singleValueExtendedProperties, multiValueExtendedProperties",
    rule: "An id has one of three formats: type, namespace, and name; type, namespace, and number; type and property tag.",
    unproven: "code",
    source: `${overview}; text as github.com/mguessan/davmail quotes it, without code`,
    status: 400,
    code: "ErrorInvalidProperty",
    message:
      "PropertyId values may only be in one of the following formats: 'MapiPropertyType namespaceGuid Name propertyName', 'MapiPropertyType namespaceGuid Id propertyId' or 'MapiPropertyType propertyTag'.",
  },
  "extended-property-type": {
    appliesTo: "singleValueExtendedProperties, multiValueExtendedProperties",
    rule: "The type in an id is one of MAPI's types.",
    source: `${overview}; github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/7938`,
    status: 400,
    code: "ErrorInvalidExtendedProperty",
    message: "The extended property attribute combination is invalid.",
  },
  "extended-property-value": {
    appliesTo: "POST and PATCH with extended properties",
    rule: "A value must fit the type in the id: `true` or `false` for Boolean, a number for Integer.",
    unproven: "message",
    source: "learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-property-related-errors",
    status: 400,
    code: "ErrorInvalidExtendedPropertyValue",
    message: "The extended property value does not match the type of the property.",
  },
  "extended-property-expand-filter": {
    appliesTo: "$expand=singleValueExtendedProperties",
    rule: "Not all extended properties of an item can be read: `$expand` needs a `$filter` by id.",
    unproven: "code and message",
    source: "learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-get",
    status: 400,
    code: "ErrorInvalidUrlQueryFilter",
    message: "Extended properties can be expanded only with a $filter by id.",
  },
  "extended-property-absent": {
    appliesTo: "$expand=singleValueExtendedProperties($filter=…)",
    rule: "An item without the property has no `singleValueExtendedProperties` at all.",
    source: "learn.microsoft.com/answers/questions/599013",
  },
  "extended-property-canonical-id": {
    appliesTo: "$expand=singleValueExtendedProperties($filter=…)",
    rule: "Ids come back in Exchange's spelling: `Binary 0xe0a` for `Binary 0x0E0A`.",
    source: "learn.microsoft.com/answers/questions/599013",
  },
  "extension-name-missing": {
    appliesTo: "POST …/extensions",
    rule: "An open extension needs `extensionName`.",
    unproven: "code and message",
    source: "learn.microsoft.com/graph/api/opentypeextension-post-opentypeextension",
    status: 400,
    code: "BadRequest",
    message: "The property 'extensionName' of the extension is missing.",
  },
  "extension-name-taken": {
    appliesTo: "POST …/extensions",
    rule: "The name of an extension is unique in its item.",
    unproven: "code and message",
    source: "learn.microsoft.com/graph/api/resources/opentypeextension",
    status: 409,
    code: "NameAlreadyExists",
    message: "An extension already exists with given id.",
  },
  "extension-unknown": {
    appliesTo: "…/extensions/{id}",
    rule: "An extension that the item does not have is not found.",
    source:
      "learn.microsoft.com/graph/api/opentypeextension-get; code and message: github.com/pnp/cli-microsoft365, tests of open extensions; Outlook items by analogy",
    status: 404,
    code: "ResourceNotFound",
    message: "Extension with given id not found.",
  },
} as const satisfies Record<string, RefusalRow>;
