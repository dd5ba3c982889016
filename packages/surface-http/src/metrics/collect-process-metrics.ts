import { createCounter, createGauge, type PrometheusMetric } from "./prometheus-text.ts";

/** Of this process. */
export function collectProcessMetrics(streamCount: number): PrometheusMetric[] {
  const { rss, heapUsed } = process.memoryUsage();
  const cpu = process.cpuUsage();
  return [
    createGauge("casement_streams", "Open event streams.", [[{}, streamCount]]),
    createGauge("process_resident_memory_bytes", "Resident memory of the process in bytes.", [[{}, rss]]),
    createGauge("nodejs_heap_size_used_bytes", "Used JavaScript heap in bytes.", [[{}, heapUsed]]),
    createCounter("process_cpu_seconds_total", "CPU time of the process in seconds.", [[{}, (cpu.user + cpu.system) / 1e6]]),
  ];
}
