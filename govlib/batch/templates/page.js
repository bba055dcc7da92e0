(function () {
  "use strict";
  // Written for browsers of any age: one that cannot unpack or draw keeps the tables that stand in the page.
  var figures = document.querySelectorAll("figure.chart");
  var words = {
    "Autoscale": "自动缩放", "Box Select": "框选", "Compare data on hover": "比较数据", "Download plot": "下载图片",
    "Download plot as a PNG": "下载图片（PNG）", "Image download succeeded": "图片已保存", "Lasso Select": "套索选择",
    "Pan": "平移", "Preparing image - this may take a few seconds": "正在生成图片", "Reset": "复原",
    "Reset axes": "复原坐标轴", "Reset view": "复原", "Show closest data on hover": "显示最近的数据",
    "Sorry, there was a problem downloading your image!": "图片没有保存成功", "Toggle Spike Lines": "显示或隐藏参考线",
    "Toggle show closest data on hover": "显示最近的数据", "Zoom": "缩放", "Zoom in": "放大", "Zoom out": "缩小",
    "Double-click on legend to isolate one trace": "双击图例只看这一项", "Double-click to zoom back out": "双击复原",
    "trace": "系列"
  };
  var locale = {
    moduleType: "locale", name: "zh-CN", dictionary: words,
    format: {
      days: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
      shortDays: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
      months: ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"],
      shortMonths: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
      date: "%Y年%-m月%-d日", year: "%Y年", month: "%Y年%-m月", dayMonth: "%-m月%-d日", dayMonthYear: "%Y年%-m月%-d日",
      decimal: ".", thousands: ",", grouping: [3]
    }
  };
  var settings = {
    displaylogo: false, responsive: true, locale: "zh-CN", modeBarButtonsToRemove: ["lasso2d", "select2d", "sendChartToCloud"],
    plotlyServerURL: "", showTips: false
  };

  function keepTables() {
    var note = document.getElementById("no-drawing");
    if (note) { note.hidden = false; }
    document.documentElement.setAttribute("data-charts", "tables");
  }

  function fail(figure, error) {
    figure.setAttribute("data-state", "failed");
    if (window.console) { console.error("图没有画成：" + figure.id + " " + error); }
    keepTables();
  }

  function draw(figure) {
    var place = figure.querySelector(".drawing");
    var spec = JSON.parse(figure.querySelector("script").textContent);
    figure.setAttribute("data-state", "drawn");
    return window.Plotly.newPlot(place, spec.data, spec.layout, settings).then(function () {
      figure.querySelector("details").removeAttribute("open");
    });
  }

  function drawAll(code) {
    var script = document.createElement("script");
    script.textContent = code;
    document.head.appendChild(script);
    window.Plotly.register(locale);
    Array.prototype.forEach.call(figures, function (figure) {
      try {
        draw(figure)["catch"](function (error) { fail(figure, error); });
      } catch (error) {
        fail(figure, error);
      }
    });
  }

  function resizeAll(width) {
    Array.prototype.forEach.call(figures, function (figure) {
      if (figure.getAttribute("data-state") !== "drawn") { return; }
      var place = figure.querySelector(".drawing");
      window.Plotly.relayout(place, width ? { width: width, autosize: false } : { width: null, autosize: true });
    });
  }

  if (!window.DecompressionStream || !window.Promise || !window.Response) {
    keepTables();
    return;
  }
  var packed = window.atob(document.getElementById("plotly-bundle").textContent);
  var bytes = new Uint8Array(packed.length);
  for (var at = 0; at < packed.length; at += 1) { bytes[at] = packed.charCodeAt(at); }
  var unpacked = new Blob([bytes]).stream().pipeThrough(new window.DecompressionStream("gzip"));
  new Response(unpacked).text().then(drawAll)["catch"](function (error) {
    Array.prototype.forEach.call(figures, function (figure) { fail(figure, error); });
  });
  window.addEventListener("beforeprint", function () { resizeAll(640); });
  window.addEventListener("afterprint", function () { resizeAll(0); });
}());
