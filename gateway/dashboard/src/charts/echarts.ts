// The parts of ECharts that the page uses; this module is a chunk of its own and comes when the first chart does.
import { BarChart, LineChart, MapChart, PieChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomComponent,
  GeoComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type EChartsCoreOption, init, registerMap, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([
  AriaComponent,
  BarChart,
  DataZoomComponent,
  GeoComponent,
  GridComponent,
  LegendComponent,
  LineChart,
  MapChart,
  PieChart,
  SVGRenderer,
  TooltipComponent,
  VisualMapComponent,
]);

export { init, registerMap };
export type Option = EChartsCoreOption;
