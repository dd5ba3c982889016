/** The format of `permissions.json`. */
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
/** The part of `permissions-complete.json` that is used here. */
export interface CompleteFacts {
  permissions: Record<string, [id: string | null, adminConsent: boolean | null, personal: boolean, level: number | null]>;
}
