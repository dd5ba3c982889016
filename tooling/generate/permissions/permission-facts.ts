/** `../shared/graph/permissions.json`, as its README describes it. */
export interface PermissionFacts {
  source: { map: { repo: string; commit: string; date: string; licence: string } };
  permissions: Record<string, PermissionFact>;
  operations: OperationFact[];
}
export interface PermissionFact {
  id: string;
  kind: string;
  adminConsent: boolean;
  personal: boolean;
  level: number | null;
  title: string;
  adminTitle: string;
  gives?: string;
}
export interface AccessFact {
  least: string;
  higher: string[];
  partial?: string[];
}
export interface OperationFact {
  feature: string;
  method: string;
  path: string;
  work: AccessFact | null;
  personal: AccessFact | null;
  basis: string;
  shared?: string;
}
/** The part of `../shared/graph/permissions-complete.json` used here: name to id, admin consent, personal, level. */
export interface CompleteFacts {
  permissions: Record<string, [id: string | null, adminConsent: boolean | null, personal: boolean, level: number | null]>;
}
