"""Build on Apache Spark: the same work for each notice as elsewhere, on as many machines as there are.

It needs the extra ``tongbao[spark]`` and Java 17 or newer. Every machine must see the dataset's folder under
the same path, and have the same tongbao in the Python that PYSPARK_PYTHON names (default: the driver's path).
Memory, cores and the like are set as for any other program of Spark, in its ``spark-defaults.conf``.
"""

from tongbao.spark.build import build_with_spark

__all__ = ["build_with_spark"]
