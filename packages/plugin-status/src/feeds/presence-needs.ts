/** The person whose presence a sensor shows. */
export interface PresenceNeeds {
  /** Object ID of the user. */
  readonly id: string;
  readonly name: string;
  /** Whether it is the signed-in user, as the sensor `status` shows them. */
  readonly own: boolean;
}

/** The presence of the signed-in user. */
export const ownPresencePath = "/me/presence";

/** All sensors have the same key, so that one request reads the presence of everyone. */
export const presenceKey = "";
