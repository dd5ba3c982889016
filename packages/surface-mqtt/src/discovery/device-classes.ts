// Device classes of Home Assistant 2024.3 and later. It rejects a discovery message with any other device class.
// `enum` and `timestamp` are missing here because the presentation's kind sets them.
// Source: https://www.home-assistant.io/integrations/binary_sensor and https://www.home-assistant.io/integrations/sensor.

export const binarySensorClasses: ReadonlySet<string> = new Set(
  "battery battery_charging carbon_monoxide cold connectivity door garage_door gas heat light lock moisture motion moving occupancy opening plug power presence problem running safety smoke sound tamper update vibration window".split(
    " ",
  ),
);

export const numberClasses: ReadonlySet<string> = new Set(
  "apparent_power aqi atmospheric_pressure battery carbon_dioxide carbon_monoxide current data_rate data_size distance duration energy energy_storage frequency gas humidity illuminance irradiance moisture monetary nitrogen_dioxide nitrogen_monoxide nitrous_oxide ozone ph pm1 pm10 pm25 power power_factor precipitation precipitation_intensity pressure reactive_power signal_strength sound_pressure speed sulphur_dioxide temperature volatile_organic_compounds volatile_organic_compounds_parts voltage volume volume_flow_rate volume_storage water weight wind_speed".split(
    " ",
  ),
);
