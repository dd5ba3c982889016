/** Absolute path of the built files, for a web server. In a checkout it is there once it has been built. */
export declare const dashboardFolder: string;
